import { Field, ID, InputType, ObjectType } from "type-graphql";
import { InvalidInput, resultUnion } from "../../graphql/errors.js";
import type { MovementId } from "../../shared/ids.js";
import type { Annotation } from "./history.search.js";

@ObjectType({ simpleResolvers: true, description: "What a member has written on a transaction; nobody else sees it." })
export class TransactionNote {
  @Field(() => ID, { description: "For writeNote." })
  id!: string;

  @Field(() => String, { nullable: true, description: "At most 200 characters." })
  text!: string | null;

  @Field(() => [String], { description: "At most five." })
  tags!: readonly string[];
}

export function toTransactionNote(root: MovementId, annotation: Annotation | null | undefined): TransactionNote {
  return Object.assign(new TransactionNote(), {
    id: root,
    text: annotation?.text ?? null,
    tags: annotation?.tags ?? [],
  });
}

@InputType({ description: "What to write on a transaction. Nothing at all takes away what was there." })
export class WriteNoteInput {
  @Field(() => ID, { description: "The `id` of the transaction's note." })
  noteId!: string;

  @Field(() => String, { nullable: true, description: "At most 200 characters." })
  text?: string | null;

  @Field(() => [String], { nullable: true, description: "At most five, of at most 20 characters each." })
  tags?: string[] | null;
}

@ObjectType({ simpleResolvers: true, description: "It is written." })
export class WriteNoteSuccess {
  @Field(() => TransactionNote, { description: "As it is now." })
  note!: TransactionNote;
}

export const WriteNoteResult = resultUnion("WriteNoteResult", "Answer to writeNote.", [WriteNoteSuccess, InvalidInput]);
