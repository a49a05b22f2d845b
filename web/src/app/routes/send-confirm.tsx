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
import { useViewer } from "../../lib/graphql/viewer";
import { isUnusual, payeeKey, recentRecipients, sameTransferToday } from "../../lib/recents";
import { useStore } from "../../lib/store";

/* GraphQL */ `
  query SendConfirm($accountId: ID!) {
    account(id: $accountId) {
      ...Spendable_account @unmask
      transactions(first: 50, filter: { direction: OUT, kinds: [TRANSFER] }) {
        edges {
          cursor
          node {
            ...RecentTransfer_transaction @unmask
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
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
  const { accounts } = useViewer();
  const { data, error, refetch } = useQuery(SendConfirmDocument, {
    variables: { accountId: shown?.fromAccountId ?? "" },
    skip: !shown,
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
  const transfers = account.transactions.edges.map((edge) => edge.node);
  const key = payeeKey(shown.maskedName, shown.toAccountNumber);
  const seen =
    accounts.some((own) => own.number === shown.toAccountNumber) ||
    recentRecipients(transfers).some((payee) => payee.key === key);
  const known = seen ? "known" : account.transactions.pageInfo.hasNextPage ? "notLately" : "first";
  if (shown.when) return <ConfirmLater draft={shown} when={shown.when} account={account} known={known} />;
  return (
    <ConfirmStep
      draft={shown}
      account={account}
      known={known}
      unusual={isUnusual(transfers, shown.amount)}
      twin={sameTransferToday(transfers, key, shown.amount)}
    />
  );
}
