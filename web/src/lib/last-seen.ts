import * as z from "zod/mini";
import type { LastSeen_TransactionFragment } from "../gql/graphql";
import { seal, unseal } from "./sealed-storage";
import { KEEPS_SEEN, remembered } from "./storage";

/* GraphQL */ `
  fragment LastSeen_transaction on Transaction {
    id
    direction
    counterparty
    amount
    state
    recordedAt
  }
`;

const ROWS_MAX = 30;

const Row = z.object({
  id: z.string(),
  direction: z.enum(["IN", "OUT"]),
  counterparty: z.string(),
  amount: z.string(),
  recordedAt: z.string(),
});
const LastSeen = z.object({
  at: z.number(),
  nickname: z.string(),
  maskedNumber: z.string(),
  balance: z.string(),
  rows: z.array(Row),
});
export type LastSeen = z.infer<typeof LastSeen>;
type Account = Pick<LastSeen, "nickname" | "maskedNumber" | "balance">;

/** Keeps what the history just showed, for when there is no network. Not where the person is not to be remembered. */
export function keepLastSeen(account: Account, rows: readonly LastSeen_TransactionFragment[]): void {
  if (remembered.get(KEEPS_SEEN) === null) return;
  const kept = rows
    .filter(({ state }) => state !== "RELEASED")
    .slice(0, ROWS_MAX)
    .map(({ id, direction, counterparty, amount, recordedAt }) => ({
      id,
      direction,
      counterparty,
      amount,
      recordedAt,
    }));
  void seal("history", { ...account, at: Date.now(), rows: kept } satisfies LastSeen).catch(() => undefined);
}

export async function readLastSeen(): Promise<LastSeen | null> {
  const parsed = LastSeen.safeParse(await unseal("history"));
  return parsed.success ? parsed.data : null;
}
