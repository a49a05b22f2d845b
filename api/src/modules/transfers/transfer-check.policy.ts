import { kstDay } from "../../shared/clock.js";
import type { AccountId, MovementId } from "../../shared/ids.js";

/** What was sent, newest first. */
export type SentTransfers = ReadonlyArray<{ id: MovementId; credit: AccountId; amount: bigint; recordedAt: Date }>;

/** What is usual is what the last so many transfers were. */
const USUAL_OF = 50;
/** With fewer transfers there is no usual size. */
const USUAL_MIN = 5;
/** Below it a mistake costs little, and a warning more. */
const NOTABLE_MIN = 50_000n;

/** The same sum to the same account earlier today, in Asia/Seoul: the commonest way to pay twice. */
export function twinOf<Sent extends SentTransfers[number]>(
  sent: readonly Sent[],
  payee: AccountId,
  amount: bigint,
  now: Date,
): Sent | undefined {
  const today = kstDay(now);
  return sent.find((each) => each.credit === payee && each.amount === amount && kstDay(each.recordedAt) === today);
}

/** More than any of the last transfers, and ten times what is usual: most wrong sums have one zero too many. */
export function isUnusual(sent: SentTransfers, amount: bigint): boolean {
  const sums = sent
    .slice(0, USUAL_OF)
    .map((each) => each.amount)
    .sort((a, b) => (a < b ? -1 : 1));
  const [median, largest] = [sums[sums.length >> 1], sums.at(-1)];
  if (median === undefined || largest === undefined || sums.length < USUAL_MIN) return false;
  return amount >= NOTABLE_MIN && amount > largest && amount >= median * 10n;
}
