import { useEffect } from "react";
import type { CounterpartyKind, ScheduleRuleInput } from "../../gql/graphql";
import { createDraft } from "../../lib/draft";
import { newUuid } from "../../lib/uuid";

export interface RequestToPay {
  id: string;
  /** What the link ends with by which it was found. */
  linkToken: string | null;
}

/** Its own page. */
export const requestPath = ({ id, linkToken }: RequestToPay) => (linkToken ? `/r/${linkToken}` : `/requests/${id}`);

export interface SendDraft {
  fromAccountId: string;
  toAccountNumber: string;
  /** Of an account of one's own (BANK) its nickname. */
  maskedName: string;
  kind: CounterpartyKind;
  /** Digits only, "" before the amount step. */
  amount: string;
  memo: string;
  recipientMemo: string;
  /** The money request that it pays: then whom, how much and what for are not the payer's to say. */
  request?: RequestToPay | null;
  /** When it is to be made; at once without. */
  when?: ScheduleRuleInput | null;
  /** Made when the confirm page opens; null until then and after any change of payee or amount. */
  idempotencyKey: string | null;
  /** True from the first attempt until a known end: the answer may have been lost. */
  submitted: boolean;
}

/** Whom it goes to. One is nobody to oneself: one's own account goes by its name. */
export function payeeOf(
  { accountNumber, maskedName, kind }: { accountNumber: string; maskedName: string; kind: CounterpartyKind },
  ownAccounts: readonly { number: string; nickname: string }[],
): Pick<SendDraft, "toAccountNumber" | "maskedName" | "kind"> {
  const own = ownAccounts.find(({ number }) => number === accountNumber);
  return {
    toAccountNumber: accountNumber,
    ...(own ? { maskedName: own.nickname, kind: "BANK" } : { maskedName, kind }),
  };
}

export const sendDraft = createDraft<SendDraft>("draft.send");

/** Nothing of it has happened: there is no answer to ask for. */
export const notSent = () => sendDraft.change({ submitted: false });

/** The key belongs to the confirm page: the same one through double clicks, retries, a reload and the way back. */
export function useDraftKey({ idempotencyKey }: SendDraft): void {
  useEffect(() => {
    if (!idempotencyKey) sendDraft.change({ idempotencyKey: newUuid() });
  }, [idempotencyKey]);
}

/** What is asked for, at once or later. @throws Error without a key: that must not be sent */
export function requestOf(draft: SendDraft | null) {
  if (!draft?.idempotencyKey) throw new Error("a transfer without a key must not be sent");
  const { fromAccountId, toAccountNumber, amount, memo, recipientMemo, idempotencyKey } = draft;
  return {
    fromAccountId,
    toAccountNumber,
    amount,
    memo: memo.trim() || null,
    recipientMemo: recipientMemo.trim() || null,
    idempotencyKey,
  };
}
