import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import {
  AccountNotActive,
  IdempotencyConflict,
  InsufficientFunds,
  InvalidInput,
  LimitExceeded,
  MoneyRequestOver,
  MoneyRequestStates,
  RecipientNotFound,
  RemindedLately,
  resultUnion,
  SameAccount,
  StepUpRequired,
} from "../../graphql/errors.js";
import { PageInfo } from "../../graphql/page-info.js";
import { Amount } from "../../graphql/scalars.js";
import { CounterpartyKind, maskAccountNumber, toRecipient } from "../accounts/index.js";
import { Transfer } from "../transfers/index.js";
import { PAYERS_MAX, SHARES_MAX } from "./money-request.policy.js";
import type { MoneyRequestDirection, MoneyRequestRecord, PaidShare, SplitSummary } from "./money-request.reader.js";

export const MoneyRequestDirections = { INCOMING: "INCOMING", OUTGOING: "OUTGOING" } as const;
registerEnumType(MoneyRequestDirections, {
  name: "MoneyRequestDirection",
  description: "INCOMING: one is asked, or has paid a link. OUTGOING: one asks.",
});

@InputType({ description: "Money that one asks for: of a member, or of whoever has a link." })
export class RequestMoneyInput {
  @Field(() => ID, { description: "One's own account, to which it is to come." })
  accountId!: string;

  @Field(() => String, { nullable: true, description: "Who is asked: twelve digits. A link is made when left out." })
  payerAccountNumber?: string | null;

  @Field(() => Amount, { description: "How much, of each who pays." })
  amount!: bigint;

  @Field(() => String, { nullable: true, description: "What both sides read, at most 20 characters." })
  memo?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `Links: how many people may pay, 1 to ${PAYERS_MAX}; one by default.`,
  })
  payersMax?: number | null;

  @Field(() => Int, { nullable: true, description: "After how many days it expires, 1 to 30; seven by default." })
  expiresInDays?: number | null;

  @Field(() => ID, { description: "Made once for a request, kept through retries: the same key makes at most one." })
  idempotencyKey!: string;
}

@InputType({ description: "One share of a sum, asked of a member or of whoever has its link." })
export class SplitShareInput {
  @Field(() => String, { nullable: true, description: "Who is asked: twelve digits. A link is made when left out." })
  payerAccountNumber?: string | null;

  @Field(() => Amount, { nullable: true, description: "How much. For equal shares left out of all." })
  amount?: bigint | null;
}

@InputType({
  description:
    "A sum that one shares with others. Without amounts the shares are equal, and the won that are left over are the asker's.",
})
export class SplitAmountInput {
  @Field(() => ID, { description: "One's own account, to which it is to come." })
  accountId!: string;

  @Field(() => Amount, { description: "The whole sum, one's own share in it." })
  total!: bigint;

  @Field(() => Amount, { nullable: true, description: "What one bears oneself, when the shares are given; may be 0." })
  ownShare?: bigint | null;

  @Field(() => [SplitShareInput], { description: `The others: 1 to ${SHARES_MAX}, each person once.` })
  shares!: SplitShareInput[];

  @Field(() => String, { nullable: true, description: "What all of them read, at most 20 characters." })
  memo?: string | null;

  @Field(() => ID, { description: "Made once for a split, kept through retries: the same key makes at most one." })
  idempotencyKey!: string;
}

@InputType({ description: "A request, by its id where one is asked, or by its link." })
export class PayRequestInput {
  @Field(() => ID, { nullable: true, description: "The request." })
  requestId?: string | null;

  @Field(() => String, { nullable: true, description: "What its link ends with; counts before the id." })
  linkToken?: string | null;

  @Field(() => ID, { description: "One's own account." })
  fromAccountId!: string;

  @Field(() => ID, { description: "Made once for a payment, kept through retries: the same key pays at most once." })
  idempotencyKey!: string;

  @Field(() => String, { nullable: true, description: "From verifyStepUp, once StepUpRequired was answered." })
  stepUpToken?: string | null;
}

@InputType({ description: "A request that one does not want to pay." })
export class DeclineRequestInput {
  @Field(() => ID, { description: "The request." })
  requestId!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether the asker's further requests are not wanted either. The asker is not told.",
  })
  refuseAsker!: boolean;
}

@InputType({ description: "One of one's requests." })
export class MoneyRequestInput {
  @Field(() => ID, { description: "The request." })
  requestId!: string;
}

@ObjectType({ simpleResolvers: true, description: "A sum that is shared, and how far it has come." })
export class MoneySplit {
  @Field(() => ID, { description: "Opaque." })
  id!: string;

  @Field(() => Amount, { description: "The whole sum." })
  total!: bigint;

  @Field(() => Amount, { nullable: true, description: "What the asker bears; null for the others." })
  ownShare!: bigint | null;

  @Field(() => Int, { description: "How many are asked." })
  payers!: number;

  @Field(() => Int, { description: "How many of them have paid." })
  paidCount!: number;

  record!: MoneyRequestRecord;
}

@ObjectType({ simpleResolvers: true, description: "One payment of a request, as whoever asked sees it." })
export class RequestPayment {
  @Field({ description: "Masked: 홍*동. A shop's name in full." })
  payerName!: string;

  @Field(() => ID, { description: "The transfer." })
  transferId!: string;

  @Field(() => GraphQLDateTime, { description: "When it was paid." })
  paidAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: "Money that a member asks for. Only its two sides see it." })
export class MoneyRequest {
  @Field(() => ID, { description: "Opaque." })
  id!: string;

  @Field(() => MoneyRequestDirections, { description: "Which side looks." })
  direction!: MoneyRequestDirection;

  @Field(() => MoneyRequestStates, { description: "For one who has paid a link it is PAID, whoever else may pay." })
  state!: string;

  @Field(() => Amount, { description: "How much, of each who pays." })
  amount!: bigint;

  @Field(() => String, { nullable: true, description: "What both sides read." })
  memo!: string | null;

  @Field({ description: "In full for the asker, masked for the others: 홍*동." })
  askerName!: string;

  @Field(() => CounterpartyKind, { description: "PERSON or SHOP." })
  askerKind!: "PERSON" | "SHOP";

  @Field({ description: "In full for the asker, masked for the others." })
  askerAccountNumber!: string;

  @Field(() => String, { nullable: true, description: "Who is asked; masked for the asker. Null for a link." })
  payerName!: string | null;

  @Field({ description: "Whether whoever has its link may pay." })
  isLink!: boolean;

  @Field(() => Int, { description: "How many may pay it." })
  payersMax!: number;

  @Field(() => Int, { description: "How many have paid it." })
  paidCount!: number;

  @Field(() => ID, { nullable: true, description: "The transfer by which one has paid it oneself." })
  transferId!: string | null;

  @Field(() => MoneySplit, { nullable: true, description: "The sum that it is a share of." })
  split!: MoneySplit | null;

  @Field({ description: "Whether one wants no requests of the asker." })
  askerRefused!: boolean;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "From when on who is asked may be reminded; null for links, for what is over and for the others.",
  })
  remindableFrom!: Date | null;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "Until when it can be paid." })
  expiresAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was answered or taken back." })
  closedAt!: Date | null;

  record!: MoneyRequestRecord;
}

export function toMoneyRequest(record: MoneyRequestRecord): MoneyRequest {
  const { request, direction, state, asker, payer, transferId, split, askerRefused } = record;
  const { id, amount, memo, payersMax, paidCount, createdAt, expiresAt, closedAt } = request;
  const isMine = direction === "OUTGOING";
  const shown = toRecipient(asker);
  return Object.assign(new MoneyRequest(), {
    ...{ id, direction, state, amount, memo, payersMax, paidCount, createdAt, expiresAt, closedAt },
    ...{ transferId, askerRefused, remindableFrom: record.remindableFrom, record },
    askerName: isMine ? asker.holderName : shown.maskedName,
    askerKind: shown.kind,
    askerAccountNumber: isMine ? asker.number : maskAccountNumber(asker.number),
    payerName: payer && (isMine ? toRecipient(payer).maskedName : payer.holderName),
    isLink: request.payerId === null,
    split: split && toSplit(split, record),
  });
}

function toSplit(split: SplitSummary, record: MoneyRequestRecord): MoneySplit {
  const ownShare = record.direction === "OUTGOING" ? split.ownShare : null;
  return Object.assign(new MoneySplit(), { ...split, ownShare, record });
}

export function toRequestPayment({ payer, movementId, paidAt }: PaidShare): RequestPayment {
  return Object.assign(new RequestPayment(), {
    payerName: toRecipient(payer).maskedName,
    transferId: movementId,
    paidAt,
  });
}

@ObjectType({ simpleResolvers: true, description: "A request and where it stands in the list." })
export class MoneyRequestEdge {
  @Field({ description: "Opaque; for `after`." })
  cursor!: string;

  @Field(() => MoneyRequest, { description: "The request." })
  node!: MoneyRequest;
}

@ObjectType({ simpleResolvers: true, description: "A page of requests, newest first." })
export class MoneyRequestConnection {
  @Field(() => [MoneyRequestEdge], { description: "The requests." })
  edges!: MoneyRequestEdge[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}

export function toMoneyRequests(records: readonly MoneyRequestRecord[], limit: number): MoneyRequestConnection {
  const edges = records
    .slice(0, limit)
    .map((record) =>
      Object.assign(new MoneyRequestEdge(), { cursor: record.request.id, node: toMoneyRequest(record) }),
    );
  const pageInfo = Object.assign(new PageInfo(), {
    endCursor: edges.at(-1)?.cursor ?? null,
    hasNextPage: records.length > limit,
  });
  return Object.assign(new MoneyRequestConnection(), { edges, pageInfo });
}

@ObjectType({ simpleResolvers: true, description: "It is asked for; no money has moved yet." })
export class RequestMoneySuccess {
  @Field(() => MoneyRequest, { description: "The request; for a repeated key, the first one as it is now." })
  request!: MoneyRequest;

  @Field({ description: "True when the key had been used for this very request before." })
  replayed!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "The shares are asked for; no money has moved yet." })
export class SplitAmountSuccess {
  @Field(() => MoneyRequest, { description: "The first of the shares, which knows the others." })
  request!: MoneyRequest;

  @Field({ description: "True when the key had been used for this very request before." })
  replayed!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "The money has moved." })
export class PayRequestSuccess {
  @Field(() => Transfer, { description: "The transfer; for a repeated key, the first one." })
  transfer!: Transfer;

  @Field(() => MoneyRequest, { description: "The request as it is now." })
  request!: MoneyRequest;

  @Field({ description: "True when the key had been used for this very request before: nothing moved now." })
  replayed!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "The request is so now; asked again, it stays so." })
export class MoneyRequestChanged {
  @Field(() => MoneyRequest, { description: "As it is now." })
  request!: MoneyRequest;
}

export const RequestMoneyResult = resultUnion("RequestMoneyResult", "Answer to requestMoney.", [
  RequestMoneySuccess,
  RecipientNotFound,
  SameAccount,
  AccountNotActive,
  IdempotencyConflict,
  InvalidInput,
]);

export const SplitAmountResult = resultUnion("SplitAmountResult", "Answer to splitAmount.", [
  SplitAmountSuccess,
  RecipientNotFound,
  AccountNotActive,
  IdempotencyConflict,
  InvalidInput,
]);

export const PayRequestResult = resultUnion("PayRequestResult", "Answer to payRequest.", [
  PayRequestSuccess,
  MoneyRequestOver,
  InsufficientFunds,
  LimitExceeded,
  AccountNotActive,
  IdempotencyConflict,
  InvalidInput,
  StepUpRequired,
]);

export const ChangeRequestResult = resultUnion(
  "ChangeRequestResult",
  "Answer to declineRequest, cancelRequest and allowAsker.",
  [MoneyRequestChanged, MoneyRequestOver, InvalidInput],
);

export const RemindRequestResult = resultUnion("RemindRequestResult", "Answer to remindRequest.", [
  MoneyRequestChanged,
  MoneyRequestOver,
  RemindedLately,
  InvalidInput,
]);
