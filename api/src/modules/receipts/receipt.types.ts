import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, ObjectType } from "type-graphql";
import { Amount } from "../../graphql/scalars.js";
import { Currency, TransactionKind } from "../accounts/index.js";
import type { SignedFacts } from "./receipt.policy.js";

@ObjectType({ simpleResolvers: true, description: "One side of a movement as a receipt names it." })
export class ReceiptSide {
  @Field({ description: "홍*동. A shop's or bank's name is shown in full." })
  name!: string;

  @Field(() => String, { nullable: true, description: "Masked: ****5678." })
  account!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "What a receipt says that was signed here." })
export class VerifiedReceipt {
  @Field(() => ID, { description: "Of the movement." })
  id!: string;

  @Field(() => TransactionKind, { description: "What moved the money." })
  kind!: string;

  @Field(() => Amount, { description: "How much." })
  amount!: bigint;

  @Field(() => Currency, { description: "Currency of the amount." })
  currency!: string;

  @Field(() => GraphQLDateTime, { description: "When it was recorded in the books." })
  recordedAt!: Date;

  @Field(() => ReceiptSide, { description: "Where the money came from." })
  from!: ReceiptSide;

  @Field(() => ReceiptSide, { description: "Where it went." })
  to!: ReceiptSide;

  @Field({ description: "Who signed it." })
  issuer!: string;

  @Field(() => GraphQLDateTime, { description: "When it was signed." })
  issuedAt!: Date;
}

export function toVerifiedReceipt({ from, to, ...facts }: SignedFacts): VerifiedReceipt {
  return Object.assign(new VerifiedReceipt(), {
    ...facts,
    kind: facts.kind.toUpperCase(),
    amount: BigInt(facts.amount),
    recordedAt: new Date(facts.recordedAt),
    from: Object.assign(new ReceiptSide(), from),
    to: Object.assign(new ReceiptSide(), to),
  });
}
