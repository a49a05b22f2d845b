import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, ObjectType } from "type-graphql";
import type { AccountId } from "../../shared/ids.js";
import type { TransferCheckRecord } from "./transfer-check.service.js";

@ObjectType({ simpleResolvers: true, description: "A transfer that was made earlier today." })
export class TransferTwin {
  @Field(() => ID, { description: "The transfer." })
  transferId!: string;

  @Field(() => GraphQLDateTime, { description: "When it was recorded." })
  recordedAt!: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: "What is worth a second look, of all of the member's accounts. None of it keeps anybody from sending.",
})
export class TransferCheck {
  /** Whom it is about; no fields. */
  payee!: AccountId;
  amount!: bigint;

  @Field({ description: "Nothing was ever sent to them. Never so for one's own accounts." })
  isFirst!: boolean;

  @Field({ description: "More than the last 50 transfers to others, and ten times what they usually were." })
  isUnusual!: boolean;

  @Field(() => TransferTwin, {
    nullable: true,
    description: "The last one of the same sum to the same account today, in Asia/Seoul: it may be a second time.",
  })
  twin!: TransferTwin | null;
}

export function toTransferCheck({ twin, ...record }: TransferCheckRecord): TransferCheck {
  return Object.assign(new TransferCheck(), record, {
    twin: twin && Object.assign(new TransferTwin(), { transferId: twin.id, recordedAt: twin.recordedAt }),
  });
}
