import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import type { Member } from "./user.entity.js";
import { maskPhone } from "./user.policy.js";

export const Language = { ko: "ko", en: "en" } as const;
registerEnumType(Language, {
  name: "Language",
  description: "A language that we write in.",
  valuesConfig: { ko: { description: "Korean." }, en: { description: "English." } },
});

@ObjectType({ simpleResolvers: true, description: "A member." })
export class User {
  @Field(() => ID, { description: "Opaque." })
  id!: string;

  @Field({ description: "E-mail address, lower case." })
  email!: string;

  @Field({ description: "Name as the member wrote it. Others see it masked." })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: "Phone number with its middle hidden, for example `010-****-5678`; null when there is none.",
  })
  phone!: string | null;

  @Field(() => Language, { description: "What our mails are written in." })
  language!: "ko" | "en";

  @Field({ description: "Whether others find the member by e-mail address or phone number, to send money." })
  findable!: boolean;

  @Field(() => GraphQLDateTime, { description: "When the member signed up." })
  createdAt!: Date;
}

export function toUser(entity: Member): User {
  return Object.assign(new User(), {
    id: entity.id,
    email: entity.email,
    name: entity.name,
    phone: entity.phone && maskPhone(entity.phone),
    language: entity.language,
    findable: entity.findable,
    createdAt: entity.createdAt,
  });
}
