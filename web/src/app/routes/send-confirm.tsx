import { useQuery } from "@apollo/client/react";
import { useRef } from "react";
import { Navigate } from "react-router";
import { ConfirmLater } from "../../features/send/confirm-later";
import { ConfirmStep } from "../../features/send/confirm-step";
import { sendDraft } from "../../features/send/draft";
import { SendConfirmDocument } from "../../gql/graphql";
import { useStore } from "../../lib/store";

/* GraphQL */ `
  query SendConfirm(
    $accountId: ID!
    $toAccountNumber: String!
    $amount: Amount!
    $isRequest: Boolean!
    $requestId: ID
    $linkToken: String
  ) {
    account(id: $accountId) {
      ...Spendable_account @unmask
    }
    transferCheck(toAccountNumber: $toAccountNumber, amount: $amount) @skip(if: $isRequest) {
      ...SecondLook_check @unmask
    }
    requestCheck(requestId: $requestId, linkToken: $linkToken) @include(if: $isRequest) {
      ...SecondLook_check @unmask
    }
  }
`;

export function Component() {
  const draft = useStore(sendDraft);
  // The draft is cleared when the receipt opens; this page then stays as it was for the moment it is still on the screen.
  const last = useRef(draft);
  if (draft) last.current = draft;
  const shown = last.current;
  const { data, error, refetch } = useQuery(SendConfirmDocument, {
    variables: {
      accountId: shown?.fromAccountId ?? "",
      toAccountNumber: shown?.toAccountNumber ?? "",
      amount: shown?.amount ?? "",
      isRequest: !!shown?.request,
      requestId: shown?.request?.id ?? null,
      linkToken: shown?.request?.linkToken ?? null,
    },
    skip: !shown?.amount,
    // What was so when the page opened last would let the same payment go out a second time.
    fetchPolicy: "network-only",
  });
  if (!shown?.amount) return <Navigate to="/send" replace />;
  const step = {
    draft: shown,
    account: data?.account,
    check: data?.transferCheck ?? data?.requestCheck,
    error,
    onRetry: () => void refetch(),
  };
  return shown.when ? <ConfirmLater {...step} when={shown.when} /> : <ConfirmStep {...step} />;
}
