import type { FoundPayee } from "../../components/payee-search";
import { createDraft } from "../../lib/draft";

/** Somebody in particular, or whoever gets a link. */
export interface Sharer {
  key: string;
  payer: FoundPayee | null;
}

/** What was answered so far, kept for this tab through the steps and a reload. Amounts are digits, "" before their step. */
export const requestDraft = createDraft<{ payer: FoundPayee | null; amount: string }>("draft.request");
export const splitDraft = createDraft<{ total: string; sharers: readonly Sharer[] }>("draft.split");
