import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, MoneyRequestStates, type UserError } from "../../graphql/errors.js";
import type { MoneyRequestState } from "../../shared/errors.js";
import { readPageById } from "../../shared/page.js";
import {
  TransferCheck,
  type TransferCheckService,
  type TransferService,
  toTransfer,
  toTransferCheck,
} from "../transfers/index.js";
import type { MoneyRequestDirection, MoneyRequestReader, MoneyRequestRecord } from "./money-request.reader.js";
import type { MoneyRequestService } from "./money-request.service.js";
import {
  ChangeRequestResult,
  DeclineRequestInput,
  MoneyRequest,
  MoneyRequestChanged,
  MoneyRequestConnection,
  MoneyRequestDirections,
  MoneyRequestInput,
  MoneySplit,
  PayRequestInput,
  PayRequestResult,
  PayRequestSuccess,
  RemindRequestResult,
  RequestMoneyInput,
  RequestMoneyResult,
  RequestMoneySuccess,
  RequestPayment,
  SplitAmountInput,
  SplitAmountResult,
  SplitAmountSuccess,
  toMoneyRequest,
  toMoneyRequests,
  toRequestPayment,
} from "./money-request.types.js";
import type { RequestPaymentService } from "./request-payment.service.js";

@Resolver(() => MoneyRequest)
export class MoneyRequestResolver {
  constructor(
    private readonly service: MoneyRequestService,
    private readonly paying: RequestPaymentService,
    private readonly reader: MoneyRequestReader,
    private readonly transfers: TransferService,
    private readonly checks: TransferCheckService,
  ) {}

  @Query(() => MoneyRequestConnection, { description: "What one is asked for, or asks for, newest first." })
  async moneyRequests(
    @Ctx() context: Context,
    @Arg("direction", () => MoneyRequestDirections, { description: "Which of the two." })
    direction: MoneyRequestDirection,
    @Arg("state", () => MoneyRequestStates, { nullable: true, description: "Only these; all when left out." })
    state: MoneyRequestState | null,
    @Arg("first", () => Int, { defaultValue: 20, description: "1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor of the last edge you have." })
    after: string | null,
  ): Promise<MoneyRequestConnection> {
    const { userId } = requireCaller(context);
    const page = readPageById(first, after);
    return toMoneyRequests(await this.reader.page(userId, direction, state ?? null, page), page.limit);
  }

  @Query(() => MoneyRequest, {
    nullable: true,
    description: "A request that one made, is asked by, or has paid; null for any other id.",
  })
  async moneyRequest(
    @Arg("id", () => ID, { description: "The request." }) id: string,
    @Ctx() context: Context,
  ): Promise<MoneyRequest | null> {
    const record = await this.reader.find(requireCaller(context).userId, id);
    return record && toMoneyRequest(record);
  }

  @Query(() => MoneyRequest, { nullable: true, description: "The request of a link; null for one that never was." })
  async moneyRequestByLink(
    @Arg("token", () => String, { description: "What the link ends with." }) token: string,
    @Ctx() context: Context,
  ): Promise<MoneyRequest | null> {
    const record = await this.reader.findByLink(requireCaller(context).userId, token);
    return record && toMoneyRequest(record);
  }

  @Query(() => TransferCheck, {
    nullable: true,
    description: "What is worth a second look before a request is paid; null for one that is nobody's to pay.",
  })
  async requestCheck(
    @Ctx() context: Context,
    @Arg("requestId", () => ID, { nullable: true, description: "The request." }) requestId: string | null,
    @Arg("linkToken", () => String, { nullable: true, description: "What its link ends with; counts before the id." })
    linkToken: string | null,
  ): Promise<TransferCheck | null> {
    const { userId } = requireCaller(context);
    const record = await (linkToken
      ? this.reader.findByLink(userId, linkToken)
      : this.reader.find(userId, requestId ?? ""));
    if (record?.direction !== "INCOMING") return null;
    return toTransferCheck(await this.checks.checkPayment(userId, record.asker, record.request.amount));
  }

  @FieldResolver(() => String, { nullable: true, description: "What its link ends with; for the asker alone." })
  async linkToken(@Root() { record }: MoneyRequest): Promise<string | null> {
    return this.reader.linkToken(record);
  }

  @FieldResolver(() => [RequestPayment], { description: "Who has paid, oldest first; for the asker alone." })
  async payments(@Root() { record }: MoneyRequest): Promise<RequestPayment[]> {
    return (await this.reader.paymentsOf(record)).map(toRequestPayment);
  }

  @Mutation(() => RequestMoneyResult, { description: "Asks a member for money or makes a link, once for each key." })
  async requestMoney(
    @Arg("input", () => RequestMoneyInput, { description: "Of whom, how much, where to." }) input: RequestMoneyInput,
    @Ctx() context: Context,
  ): Promise<RequestMoneySuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const { record, replayed } = await this.service.make(userId, input, originOf(context));
      return Object.assign(new RequestMoneySuccess(), { request: toMoneyRequest(record), replayed });
    });
  }

  @Mutation(() => SplitAmountResult, { description: "Asks several for their shares of one sum, once for each key." })
  async splitAmount(
    @Arg("input", () => SplitAmountInput, { description: "How much, and with whom." }) input: SplitAmountInput,
    @Ctx() context: Context,
  ): Promise<SplitAmountSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const { record, replayed } = await this.service.split(userId, input, originOf(context));
      return Object.assign(new SplitAmountSuccess(), { request: toMoneyRequest(record), replayed });
    });
  }

  @Mutation(() => PayRequestResult, { description: "Pays a request, each member at most once, whatever the key." })
  async payRequest(
    @Arg("input", () => PayRequestInput, { description: "Which, and from where." }) input: PayRequestInput,
    @Ctx() context: Context,
  ): Promise<PayRequestSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const { requestId, applied } = await this.paying.pay(userId, input, originOf(context));
      const { movementId, replayed } = applied;
      const [transfer, record] = await Promise.all([
        this.transfers.find(userId, movementId),
        this.reader.find(userId, requestId),
      ]);
      if (!transfer || !record) throw new Error(`request ${requestId} was paid and is not there`);
      return Object.assign(new PayRequestSuccess(), {
        transfer: Object.assign(toTransfer(transfer), { isNew: !replayed }),
        request: toMoneyRequest(record),
        replayed,
      });
    });
  }

  @Mutation(() => ChangeRequestResult, { description: "Says no to a request; who asked is told." })
  async declineRequest(
    @Arg("input", () => DeclineRequestInput, { description: "Which." })
    { requestId, refuseAsker }: DeclineRequestInput,
    @Ctx() context: Context,
  ): Promise<MoneyRequestChanged | UserError> {
    const { userId } = requireCaller(context);
    return changed(context, () => this.service.decline(userId, requestId, refuseAsker, originOf(context)));
  }

  @Mutation(() => ChangeRequestResult, { description: "Takes one's own request back; what was paid stays paid." })
  async cancelRequest(
    @Arg("input", () => MoneyRequestInput, { description: "Which." }) { requestId }: MoneyRequestInput,
    @Ctx() context: Context,
  ): Promise<MoneyRequestChanged | UserError> {
    const { userId } = requireCaller(context);
    return changed(context, () => this.service.cancel(userId, requestId, originOf(context)));
  }

  @Mutation(() => RemindRequestResult, { description: "Tells who is asked once more, each person once in 24 hours." })
  async remindRequest(
    @Arg("input", () => MoneyRequestInput, { description: "Which." }) { requestId }: MoneyRequestInput,
    @Ctx() context: Context,
  ): Promise<MoneyRequestChanged | UserError> {
    const { userId } = requireCaller(context);
    return changed(context, () => this.service.remind(userId, requestId, originOf(context)));
  }

  @Mutation(() => ChangeRequestResult, { description: "Takes further requests of the one who made this one again." })
  async allowAsker(
    @Arg("input", () => MoneyRequestInput, { description: "One of the asker's requests." })
    { requestId }: MoneyRequestInput,
    @Ctx() context: Context,
  ): Promise<MoneyRequestChanged | UserError> {
    const { userId } = requireCaller(context);
    return changed(context, () => this.service.allowAsker(userId, requestId));
  }
}

@Resolver(() => MoneySplit)
export class MoneySplitResolver {
  constructor(private readonly reader: MoneyRequestReader) {}

  @FieldResolver(() => [MoneyRequest], {
    description: "All of its shares, which do not lead back here: their split is null. For the asker alone.",
  })
  async shares(@Root() { record }: MoneySplit): Promise<MoneyRequest[]> {
    return (await this.reader.sharesOf(record)).map(toMoneyRequest);
  }
}

function changed(
  context: Context,
  change: () => Promise<MoneyRequestRecord>,
): Promise<MoneyRequestChanged | UserError> {
  return answer(context, async () =>
    Object.assign(new MoneyRequestChanged(), { request: toMoneyRequest(await change()) }),
  );
}
