import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, ObjectType } from "type-graphql";
import type { UserEntity } from "./user.entity.js";

@ObjectType({ simpleResolvers: true, description: "A member." })
export class User {
  @Field(() => ID, { description: "Opaque." })
  id!: string;

  @Field({ description: "E-mail address, lower case." })
  email!: string;

  @Field({ description: "Name as the member wrote it. Others see it masked." })
  name!: string;

  @Field(() => GraphQLDateTime, { description: "When the member signed up." })
  createdAt!: Date;
}

export function toUser(entity: UserEntity): User {
  return Object.assign(new User(), {
    id: entity.id,
    email: entity.email,
    name: entity.name,
    createdAt: entity.createdAt,
  });
}
