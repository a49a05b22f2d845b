import { useNavigate } from "react-router";
import { payeeOf, sendDraft } from "../features/send/draft";
import type { Schedule_ScheduleFragment } from "../gql/graphql";
import { useViewer } from "../lib/graphql/viewer";

/** Leads to the sum of a transfer at once, as a schedule had planned it; null where its account is no more. */
export function useSendNow(): (schedule: Schedule_ScheduleFragment) => (() => void) | null {
  const navigate = useNavigate();
  const { accounts } = useViewer();
  return ({ fromAccountId, toAccountNumber, recipientName, recipientKind, amount, memo, recipientMemo }) => {
    if (!accounts.some(({ id }) => id === fromAccountId)) return null;
    return () => {
      // A transfer whose answer was lost comes first: it may have been carried out.
      if (sendDraft.get()?.submitted) return void navigate("/send/confirm");
      sendDraft.start({
        fromAccountId,
        ...payeeOf({ accountNumber: toAccountNumber, maskedName: recipientName, kind: recipientKind }, accounts),
        amount,
        memo: memo ?? "",
        recipientMemo: recipientMemo ?? "",
        idempotencyKey: null,
        submitted: false,
      });
      void navigate("/send/amount");
    };
  };
}
