import type { CounterpartyKind, ScheduleRuleInput } from "../../gql/graphql";
import { createDraft } from "../../lib/draft";

export interface SendDraft {
  fromAccountId: string;
  toAccountNumber: string;
  maskedName: string;
  kind: CounterpartyKind;
  /** Digits only, "" before the amount step. */
  amount: string;
  memo: string;
  recipientMemo: string;
  /** When it is to be made; at once without. */
  when?: ScheduleRuleInput | null;
  /** Made when the confirm page opens; null until then and after any change of payee or amount. */
  idempotencyKey: string | null;
  /** True from the first attempt until a known end: the answer may have been lost. */
  submitted: boolean;
}

export const sendDraft = createDraft<SendDraft>("draft.send");
