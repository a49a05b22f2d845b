import { useNavigate } from "react-router";
import { sendDraft } from "../features/send/draft";
import type { MoneyRequest_RequestFragment } from "../gql/graphql";
import { useViewer } from "../lib/graphql/viewer";

/** Leads to the page where a transfer is confirmed, with all of it said by the request. */
export function usePayRequest(): (request: MoneyRequest_RequestFragment, linkToken: string | null) => void {
  const navigate = useNavigate();
  const { account } = useViewer();
  return ({ id, amount, memo, askerName, askerKind, askerAccountNumber }, linkToken) => {
    // A transfer whose answer was lost comes first: it may have been carried out.
    if (!account || sendDraft.get()?.submitted) return void navigate("/send/confirm");
    sendDraft.start({
      fromAccountId: account.id,
      toAccountNumber: askerAccountNumber,
      maskedName: askerName,
      kind: askerKind,
      amount,
      memo: memo ?? "",
      recipientMemo: "",
      request: { id, linkToken },
      idempotencyKey: null,
      submitted: false,
    });
    void navigate("/send/confirm");
  };
}
