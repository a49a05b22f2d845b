import { RequestError } from "./errors.js";
import { isId } from "./ids.js";

export const PAGE_MAX = 100;

/** What a bigint column holds. */
const VERSION_MAX = 2n ** 63n - 1n;

/** A page asked for by `first` and `after`. @throws RequestError BAD_USER_INPUT naming the argument */
export function readPage(first: number, after: string | null | undefined): { limit: number; before: bigint | null } {
  checkFirst(first);
  return { limit: first, before: after ? decodeCursor(after) : null };
}

/** As `readPage`, where rows follow one another by their ids. */
export function readPageById(
  first: number,
  after: string | null | undefined,
): { limit: number; before: string | null } {
  checkFirst(first);
  if (after && !isId(after)) throw RequestError.badInput("after", "after is not a cursor of ours");
  return { limit: first, before: after || null };
}

function checkFirst(first: number): void {
  if (!Number.isInteger(first) || first < 1 || first > PAGE_MAX) {
    throw RequestError.badInput("first", `first must be between 1 and ${PAGE_MAX}`);
  }
}

/** Cursors are opaque to clients: what they hold may change without notice. */
export function encodeCursor(position: bigint): string {
  return Buffer.from(`v${position}`).toString("base64url");
}

function decodeCursor(cursor: string): bigint {
  const text = Buffer.from(cursor.slice(0, 100), "base64url").toString();
  const position = /^v\d{1,19}$/.test(text) ? BigInt(text.slice(1)) : VERSION_MAX + 1n;
  if (position > VERSION_MAX) throw RequestError.badInput("after", "after is not a cursor of ours");
  return position;
}
