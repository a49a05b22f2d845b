import { Field, InputType, Int, ObjectType } from "type-graphql";
import { InvalidInput, resultUnion } from "../../graphql/errors.js";
import type { PushState } from "./push.service.js";

@ObjectType({ simpleResolvers: true, description: "Whether browsers are told while the app is closed (Web Push)." })
export class PushNotifications {
  @Field(() => String, {
    nullable: true,
    description: "For PushManager.subscribe, as applicationServerKey. Null when this server tells nobody so.",
  })
  publicKey!: string | null;

  @Field({ description: "In the browser that asks, which is told until its session ends." })
  isOn!: boolean;

  @Field({ description: "Whether it is told without sums and names." })
  hidesAmounts!: boolean;

  @Field(() => Int, { description: "Other browsers of the member that are told." })
  others!: number;
}

export const toPush = (state: PushState) => Object.assign(new PushNotifications(), state);

@InputType({ description: "What PushManager.subscribe gave; toJSON() has it." })
export class SubscribeToPushInput {
  @Field({ description: "At one of the push services that this server knows." })
  endpoint!: string;

  @Field({ description: "The browser's public key, base64url." })
  p256dh!: string;

  @Field({ description: "The browser's secret, base64url." })
  auth!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "To be told without sums and names. As it was in this browser when left out, else false.",
  })
  hidesAmounts?: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: "As it is now." })
export class PushChanged {
  @Field(() => PushNotifications, { description: "Which browsers are told." })
  pushNotifications!: PushNotifications;
}

export const SubscribeToPushResult = resultUnion("SubscribeToPushResult", "Answer to subscribeToPush.", [
  PushChanged,
  InvalidInput,
]);
