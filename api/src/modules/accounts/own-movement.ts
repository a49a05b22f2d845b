import { isId, type MovementId, type UserId } from "../../shared/ids.js";
import type { LedgerReader, MovementRecord } from "../ledger/index.js";
import type { AccountDirectory } from "./account-directory.service.js";

/** A movement of one of the member's accounts; null for an unknown one and another's, which are the same to the caller. */
export async function ownMovement(
  ledger: LedgerReader,
  directory: AccountDirectory,
  userId: UserId,
  id: string,
): Promise<MovementRecord | null> {
  const movement = isId<MovementId>(id) ? await ledger.movement(id) : null;
  if (!movement) return null;
  const sides = await directory.byIds([movement.debit, movement.credit]);
  return [...sides.values()].some((card) => card.userId === userId) ? movement : null;
}
