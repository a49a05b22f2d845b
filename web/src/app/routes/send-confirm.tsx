import { useQuery } from "@apollo/client/react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { ConfirmLater } from "../../features/send/confirm-later";
import { ConfirmStep } from "../../features/send/confirm-step";
import { requestPath, sendDraft } from "../../features/send/draft";
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
  const { t } = useTranslation();
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
  const back = shown?.request ? requestPath(shown.request) : "/send/amount";
  if (!shown?.amount) return <Navigate to="/send" replace />;
  const account = data?.account;
  if (!account)
    return (
      <Flow exit={back}>
        {error && <Failure title={t("failure.title")} error={error} onRetry={() => void refetch()} />}
      </Flow>
    );
  const check = data.transferCheck ?? data.requestCheck;
  return shown.when ? (
    <ConfirmLater draft={shown} when={shown.when} account={account} check={check} />
  ) : (
    <ConfirmStep draft={shown} account={account} check={check} />
  );
}
