import { useQuery } from "@apollo/client/react";
import { Navigate } from "react-router";
import { sendDraft } from "../../features/send/draft";
import { payeeKey, recentRecipients } from "../../features/send/recents";
import { RecipientStep } from "../../features/send/recipient-step";
import { SendRecentsDocument } from "../../gql/graphql";
import { useViewer } from "../../lib/graphql/viewer";

/* GraphQL */ `
  query SendRecents($accountId: ID!) {
    favouritePayees {
      accountNumber
      maskedName
      kind
      label
    }
    account(id: $accountId) {
      id
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

const SHOWN = 8;

export function Component() {
  const { accounts, account } = useViewer();
  const { data } = useQuery(SendRecentsDocument, {
    variables: { accountId: account?.id ?? "" },
    skip: !account,
    fetchPolicy: "cache-and-network",
  });
  // A transfer whose answer was lost comes first: it may have been carried out.
  if (sendDraft.get()?.submitted) return <Navigate to="/send/confirm" replace />;
  if (!account) return null;
  const recents = recentRecipients(data?.account?.transactions.edges.map((edge) => edge.node) ?? []);
  const favourites = data?.favouritePayees ?? [];
  const kept = new Set(favourites.map(({ maskedName, accountNumber }) => payeeKey(maskedName, accountNumber)));
  const own = accounts.filter((other) => other.id !== account.id);
  return (
    <RecipientStep
      fromAccountId={account.id}
      fromAccountNumber={account.number}
      favourites={favourites}
      recents={recents.filter(({ key }) => !kept.has(key)).slice(0, SHOWN)}
      ownAccounts={own}
    />
  );
}
