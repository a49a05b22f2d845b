import { useQuery } from "@apollo/client/react";
import { SendRecentsDocument, type SendRecentsQuery } from "../gql/graphql";
import { payeeKey, type RecentRecipient, recentRecipients } from "./recents";

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

export interface Payees {
  favourites: SendRecentsQuery["favouritePayees"];
  recents: RecentRecipient[];
}

/** Whom one has to do with: those who are kept, and those whom money went to lately, each once. */
export function usePayees(accountId: string | undefined): Payees {
  const { data } = useQuery(SendRecentsDocument, {
    variables: { accountId: accountId ?? "" },
    skip: !accountId,
    fetchPolicy: "cache-and-network",
  });
  const recents = recentRecipients(data?.account?.transactions.edges.map((edge) => edge.node) ?? []);
  const favourites = data?.favouritePayees ?? [];
  const kept = new Set(favourites.map(({ maskedName, accountNumber }) => payeeKey(maskedName, accountNumber)));
  return { favourites, recents: recents.filter(({ key }) => !kept.has(key)).slice(0, SHOWN) };
}
