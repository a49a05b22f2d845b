import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, ObjectType } from "type-graphql";
import { InvalidInput, RecipientNotFound, resultUnion } from "../../graphql/errors.js";
import { Recipient, toRecipient } from "../accounts/index.js";
import type { FavouritePayee } from "./payee.service.js";
import type { RecentPayee as RecentPayeeRecord } from "./recent-payees.service.js";

@ObjectType({ simpleResolvers: true, description: "Somebody a member sends money to often." })
export class Payee extends Recipient {
  @Field(() => String, { nullable: true, description: "What the member calls them." })
  label!: string | null;
}

export function toPayee({ card, label }: FavouritePayee): Payee {
  return Object.assign(new Payee(), toRecipient(card), { label });
}

@ObjectType({ simpleResolvers: true, description: "Somebody a member has sent money to." })
export class RecentPayee extends Recipient {
  @Field(() => GraphQLDateTime, { nullable: true, description: "When, unless many payments came since." })
  lastSentAt!: Date | null;
}

export function toRecentPayee({ card, lastSentAt }: RecentPayeeRecord): RecentPayee {
  return Object.assign(new RecentPayee(), toRecipient(card), { lastSentAt });
}

@InputType({ description: "Whom to keep, and under which name." })
export class KeepPayeeInput {
  @Field({ description: "Twelve digits; spaces and hyphens do not matter." })
  accountNumber!: string;

  @Field(() => String, { nullable: true, description: "What the member calls them, at most 30 characters." })
  label?: string | null;
}

@InputType({ description: "Whom to keep no longer." })
export class DropPayeeInput {
  @Field({ description: "Twelve digits." })
  accountNumber!: string;
}

@ObjectType({ simpleResolvers: true, description: "The favourites as they are now." })
export class PayeesChanged {
  @Field(() => [Payee], { description: "All of them, by name." })
  favouritePayees!: Payee[];
}

export const KeepPayeeResult = resultUnion("KeepPayeeResult", "Answer to keepPayee.", [
  PayeesChanged,
  RecipientNotFound,
  InvalidInput,
]);
