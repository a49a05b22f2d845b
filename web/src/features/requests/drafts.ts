import type { FoundPayee } from "../../components/payee-search";
import { createDraft } from "../../lib/draft";
import { newUuid } from "../../lib/uuid";

/** Somebody in particular, or whoever gets a link. */
export interface Sharer {
  key: string;
  payer: FoundPayee | null;
}

/** The answers of the last step, and the key under which they were sent. */
interface LastStep {
  memo?: string;
  accountId?: string;
  key?: { value: string; of: string };
}

/** What was answered so far, kept for this tab through the steps and a reload. Amounts are digits, "" before their step. */
export const requestDraft = createDraft<
  LastStep & { payer: FoundPayee | null; amount: string; payersMax?: number; days?: number }
>("draft.request");

export const splitDraft = createDraft<
  LastStep & {
    total: string;
    sharers: readonly Sharer[];
    shares?: { own: string; others: readonly string[]; of: string };
  }
>("draft.split");

/** The same idempotency key for the same wish: a lost answer is asked for again, a changed wish is another. */
export function keyFor({ get, change }: typeof requestDraft | typeof splitDraft, wanted: object): string {
  const of = JSON.stringify(wanted);
  const kept = get()?.key;
  if (kept?.of === of) return kept.value;
  const key = { value: newUuid(), of };
  change({ key });
  return key.value;
}
