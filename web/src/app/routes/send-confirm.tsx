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
  query SendConfirm($accountId: ID!, $toAccountNumber: String!, $amount: Amount!) {
    account(id: $accountId) {
      ...Spendable_account @unmask
    }
    transferCheck(toAccountNumber: $toAccountNumber, amount: $amount) {
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
    },
    skip: !shown?.amount,
    fetchPolicy: "cache-and-network",
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
  // Nothing to look at twice when the number is nobody's any more: the answer to the transfer says so.
  const check = data.transferCheck ?? null;
  return shown.when ? (
    <ConfirmLater draft={shown} when={shown.when} account={account} check={check} />
  ) : (
    <ConfirmStep draft={shown} account={account} check={check} />
  );
}
