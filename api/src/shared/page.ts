import { RequestError } from "./errors.js";
import { isId } from "./ids.js";

export const PAGE_MAX = 100;

/** A page asked for by `first` and `after`, of rows that follow one another by their ids. @throws RequestError BAD_USER_INPUT */
export function readPageById(
  first: number,
  after: string | null | undefined,
): { limit: number; before: string | null } {
  checkFirst(first);
  if (after && !isId(after)) throw RequestError.badInput("after", "after is not a cursor of ours");
  return { limit: first, before: after || null };
}

/** @throws RequestError BAD_USER_INPUT */
export function checkFirst(first: number): void {
  if (!Number.isInteger(first) || first < 1 || first > PAGE_MAX) {
    throw RequestError.badInput("first", `first must be between 1 and ${PAGE_MAX}`);
  }
}
