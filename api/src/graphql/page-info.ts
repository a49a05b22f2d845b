import { Field, ObjectType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "Where a page ends." })
export class PageInfo {
  @Field(() => String, { nullable: true, description: "Cursor of the last edge; null on an empty page." })
  endCursor!: string | null;

  @Field({ description: "Whether more follows." })
  hasNextPage!: boolean;
}
