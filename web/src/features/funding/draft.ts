import type { BankCode } from "../../config/banks";
import { createDraft } from "../../lib/draft";

export type FundingKind = "charge" | "withdraw";

export interface FundingDraft {
  kind: FundingKind;
  accountId: string;
  /** null is the linked sandbox bank, which only a charge may use. */
  bankCode: BankCode | null;
  bankAccountNumber: string;
  amount: string;
  /** Made when the confirm page opens; null until then and after any change. */
  idempotencyKey: string | null;
  submitted: boolean;
}

export const fundingDraft = createDraft<FundingDraft>("draft.funding");

/** Nothing of it has happened: there is no answer to ask for. */
export const notFunded = () => fundingDraft.change({ submitted: false });

export function startFunding(kind: FundingKind, accountId: string): FundingDraft {
  const draft: FundingDraft = {
    kind,
    accountId,
    bankCode: null,
    bankAccountNumber: "",
    amount: "",
    idempotencyKey: null,
    submitted: false,
  };
  fundingDraft.start(draft);
  return draft;
}
