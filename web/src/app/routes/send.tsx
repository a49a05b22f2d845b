import { Navigate } from "react-router";
import { sendDraft } from "../../features/send/draft";
import { RecipientStep } from "../../features/send/recipient-step";
import { useViewer } from "../../lib/graphql/viewer";
import { usePayees } from "../../lib/use-payees";

export function Component() {
  const { accounts, account } = useViewer();
  const payees = usePayees();
  // A transfer whose answer was lost comes first: it may have been carried out.
  if (sendDraft.get()?.submitted) return <Navigate to="/send/confirm" replace />;
  if (!account) return null;
  return (
    <RecipientStep
      fromAccountId={account.id}
      fromAccountNumber={account.number}
      payees={payees}
      ownAccounts={accounts.filter((other) => other.id !== account.id)}
    />
  );
}
