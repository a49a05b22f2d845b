import { randomUUIDv7 } from "node:crypto";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type UserId = Branded<"UserId">;
export type SessionId = Branded<"SessionId">;
/** Names a ledger account; an account of a person is one ledger account under the same id. */
export type AccountId = Branded<"AccountId">;
export type MovementId = Branded<"MovementId">;
export type ScheduleId = Branded<"ScheduleId">;
export type MoneyRequestId = Branded<"MoneyRequestId">;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUIDv7: ordered by time, so that indexes grow at one end. */
export function newId<Id extends string>(): Id {
  return randomUUIDv7() as string as Id;
}

/** Whether text from outside can be an id of ours at all; the database would refuse other shapes with an error. */
export function isId<Id extends string>(text: string): text is Id {
  return UUID.test(text);
}
