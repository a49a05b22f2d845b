import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { InvalidInput, MemberNotFound, resultUnion, SecondFactorNeeded } from "../../graphql/errors.js";
import { maskEmail } from "../mail/index.js";
import { type Member, maskName, maskPhone, type Role } from "../users/index.js";

export const Roles = { MEMBER: "member", OPERATOR: "operator", ADMINISTRATOR: "administrator" } as const;
registerEnumType(Roles, {
  name: "Role",
  description: "What somebody may do for others.",
  valuesConfig: {
    MEMBER: { description: "Nothing: a customer." },
    OPERATOR: { description: "Locks and unlocks members." },
    ADMINISTRATOR: { description: "Also says who belongs to the staff." },
  },
});

@ObjectType({ simpleResolvers: true, description: "A member as the staff see one: enough to know whom they speak to." })
export class MemberStanding {
  @Field(() => ID, { description: "Opaque." })
  id!: string;

  @Field({ description: "Name with its middle hidden." })
  maskedName!: string;

  @Field({ description: "E-mail address with most of it hidden." })
  maskedEmail!: string;

  @Field(() => String, { nullable: true, description: "Phone number with its middle hidden." })
  maskedPhone!: string | null;

  @Field(() => Roles, { description: "What they may do for others." })
  role!: Role;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Since when nobody can log in; null when they can." })
  lockedAt!: Date | null;
}

export function toMemberStanding(member: Member): MemberStanding {
  return Object.assign(new MemberStanding(), {
    id: member.id,
    maskedName: maskName(member.name),
    maskedEmail: maskEmail(member.email),
    maskedPhone: member.phone && maskPhone(member.phone),
    role: member.role,
    lockedAt: member.lockedAt,
  });
}

@InputType({ description: "Whom, and why." })
export class MemberLockInput {
  @Field({ description: "The member's e-mail address." })
  email!: string;

  @Field({ description: "Kept in the audit log; 1 to 200 characters." })
  reason!: string;
}

@InputType({ description: "Whose role, which one, and why." })
export class ChangeRoleInput extends MemberLockInput {
  @Field(() => Roles, { description: "The new role." })
  role!: Role;
}

@ObjectType({ description: "The member as it is now." })
export class StandingChanged {
  @Field(() => MemberStanding, { description: "The member." })
  member!: MemberStanding;
}

export const StandingResult = resultUnion("StandingResult", "Answer to what the staff do to a member.", [
  StandingChanged,
  MemberNotFound,
  InvalidInput,
  SecondFactorNeeded,
]);
