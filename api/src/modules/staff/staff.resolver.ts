import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import type { Member } from "../users/index.js";
import type { StaffService } from "./staff.service.js";
import {
  ChangeRoleInput,
  MemberLockInput,
  MemberStanding,
  StandingChanged,
  StandingResult,
  toMemberStanding,
} from "./staff.types.js";

@Resolver()
export class StaffResolver {
  constructor(private readonly staff: StaffService) {}

  @Query(() => MemberStanding, {
    nullable: true,
    description: "For the staff: the member of an address, masked. Each look is written to the audit log.",
  })
  async memberStanding(
    @Arg("email", { description: "E-mail address." }) email: string,
    @Ctx() context: Context,
  ): Promise<MemberStanding | null> {
    const member = await this.staff.look(requireCaller(context), { email }, originOf(context));
    return member && toMemberStanding(member);
  }

  @Mutation(() => StandingResult, {
    description: "For the staff: ends a member's sessions and lets nobody log in until it is unlocked.",
  })
  async lockMember(
    @Arg("input", () => MemberLockInput, { description: "Whom, and why." }) input: MemberLockInput,
    @Ctx() context: Context,
  ): Promise<StandingChanged | UserError> {
    return standing(context, () => this.staff.lock(requireCaller(context), input, originOf(context)));
  }

  @Mutation(() => StandingResult, { description: "For the staff: lets a locked member log in again." })
  async unlockMember(
    @Arg("input", () => MemberLockInput, { description: "Whom, and why." }) input: MemberLockInput,
    @Ctx() context: Context,
  ): Promise<StandingChanged | UserError> {
    return standing(context, () => this.staff.unlock(requireCaller(context), input, originOf(context)));
  }

  @Mutation(() => StandingResult, {
    description: "For administrators: gives somebody another role, at once; their sessions end.",
  })
  async changeRole(
    @Arg("input", () => ChangeRoleInput, { description: "Whose, which, and why." }) input: ChangeRoleInput,
    @Ctx() context: Context,
  ): Promise<StandingChanged | UserError> {
    return standing(context, () => this.staff.changeRole(requireCaller(context), input, originOf(context)));
  }
}

async function standing(context: Context, act: () => Promise<Member>): Promise<StandingChanged | UserError> {
  return answer(context, async () => Object.assign(new StandingChanged(), { member: toMemberStanding(await act()) }));
}
