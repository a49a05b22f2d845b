import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import { checkFirst } from "../../shared/page.js";
import { TransferCheck } from "../transfers/index.js";
import type { ScheduleRecord, ScheduleService } from "./schedule.service.js";
import {
  ChangeScheduleInput,
  ChangeScheduleResult,
  Schedule,
  ScheduleChanged,
  ScheduleInput,
  ScheduleRun,
  ScheduleStateResult,
  ScheduleTransferInput,
  ScheduleTransferResult,
  ScheduleTransferSuccess,
  toSchedule,
  toScheduleRun,
} from "./schedule.types.js";

@Resolver(() => Schedule)
export class ScheduleResolver {
  constructor(private readonly service: ScheduleService) {}

  @Query(() => [Schedule], { description: "What is to come, then what is paused, then what is over." })
  async schedules(
    @Ctx() context: Context,
    @Arg("first", () => Int, { defaultValue: 100, description: "At most so many: 1 to 100." }) first: number,
  ): Promise<Schedule[]> {
    checkFirst(first);
    return (await this.service.list(requireCaller(context).userId, first)).map(toSchedule);
  }

  @Query(() => Schedule, { nullable: true, description: "A schedule of one's own; null for any other id." })
  async schedule(
    @Arg("id", () => ID, { description: "The schedule." }) id: string,
    @Ctx() context: Context,
  ): Promise<Schedule | null> {
    const record = await this.service.find(requireCaller(context).userId, id);
    return record && toSchedule(record);
  }

  @FieldResolver(() => [ScheduleRun], { description: "What became of it so far: the last 24 dates, newest first." })
  async runs(@Root() { id }: Schedule, @Ctx() { locale }: Context): Promise<ScheduleRun[]> {
    return (await this.service.runsOf(id)).map((row) => toScheduleRun(row, locale));
  }

  @FieldResolver(() => ScheduleRun, { nullable: true, description: "The newest of its runs." })
  async lastRun(@Root() schedule: Schedule, @Ctx() context: Context): Promise<ScheduleRun | null> {
    return (await this.runs(schedule, context))[0] ?? null;
  }

  @Mutation(() => ScheduleTransferResult, { description: "Plans a transfer, once for each key." })
  async scheduleTransfer(
    @Arg("input", () => ScheduleTransferInput, { description: "From where, to whom, how much, when." })
    input: ScheduleTransferInput,
    @Ctx() context: Context,
  ): Promise<ScheduleTransferSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const { record, replayed } = await this.service.make(userId, input, originOf(context));
      return Object.assign(new ScheduleTransferSuccess(), { schedule: toSchedule(record), replayed });
    });
  }

  @Mutation(() => ChangeScheduleResult, {
    description: "Changes what is to come of one that runs once or repeats; never while a run is due or under way.",
  })
  async changeSchedule(
    @Arg("input", () => ChangeScheduleInput, { description: "Which, and what it is to be." })
    input: ChangeScheduleInput,
    @Ctx() context: Context,
  ): Promise<ScheduleChanged | UserError> {
    const { userId } = requireCaller(context);
    return changed(context, () => this.service.changeTerms(userId, input, originOf(context)));
  }

  @Mutation(() => ScheduleStateResult, { description: "Lets one that repeats rest until it is resumed." })
  async pauseSchedule(
    @Arg("input", () => ScheduleInput, { description: "Which." }) { scheduleId }: ScheduleInput,
    @Ctx() context: Context,
  ): Promise<ScheduleChanged | UserError> {
    const { userId } = requireCaller(context);
    return changed(context, () => this.service.pause(userId, scheduleId, originOf(context)));
  }

  @Mutation(() => ScheduleStateResult, {
    description: "Goes on with the next date; those that went by meanwhile are not made up for.",
  })
  async resumeSchedule(
    @Arg("input", () => ScheduleInput, { description: "Which." }) { scheduleId }: ScheduleInput,
    @Ctx() context: Context,
  ): Promise<ScheduleChanged | UserError> {
    const { userId } = requireCaller(context);
    return changed(context, () => this.service.resume(userId, scheduleId, originOf(context)));
  }

  @Mutation(() => ScheduleStateResult, {
    description: "Ends it for good. A run that has begun is made; a delayed transfer closes 30 minutes before.",
  })
  async cancelSchedule(
    @Arg("input", () => ScheduleInput, { description: "Which." }) { scheduleId }: ScheduleInput,
    @Ctx() context: Context,
  ): Promise<ScheduleChanged | UserError> {
    const { userId } = requireCaller(context);
    return changed(context, () => this.service.cancel(userId, scheduleId, originOf(context)));
  }
}

function changed(context: Context, change: () => Promise<ScheduleRecord>): Promise<ScheduleChanged | UserError> {
  return answer(context, async () => Object.assign(new ScheduleChanged(), { schedule: toSchedule(await change()) }));
}

@Resolver(() => TransferCheck)
export class PlannedTransferResolver {
  constructor(private readonly service: ScheduleService) {}

  @FieldResolver(() => Schedule, {
    nullable: true,
    description: "One's own schedule that will send the same sum to the same account, of several the soonest.",
  })
  async planned(@Root() { payee, amount }: TransferCheck, @Ctx() context: Context): Promise<Schedule | null> {
    const record = await this.service.nextOf(requireCaller(context).userId, payee, amount);
    return record && toSchedule(record);
  }
}
