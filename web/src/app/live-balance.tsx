import { useApolloClient } from "@apollo/client/react";
import { useEffect } from "react";
import { BalanceChangedDocument, HistoryDocument, HomeDocument, ViewerDocument } from "../gql/graphql";
import { connectionState, lastCheckedAt } from "../lib/graphql/connection-state";
import { acceptBalance } from "../lib/graphql/live-balance";
import { useViewer } from "../lib/graphql/viewer";

/* GraphQL */ `
  subscription BalanceChanged($accountId: ID!) {
    balanceChanged(accountId: $accountId) {
      accountId
      balance
      available
      version
      transactionId
      at
    }
  }
`;

const TOGETHER_MS = 150;

/** Follows the account on the screen. Messages may be lost or late: the version decides, and lists are asked for anew. */
export function LiveBalance() {
  const client = useApolloClient();
  const { account } = useViewer();
  const accountId = account?.id;

  useEffect(() => {
    if (!accountId) return;
    let version: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // several changes within a moment ask for the lists once
    const refetchLists = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const lists = new Set<unknown>([HomeDocument, HistoryDocument, ViewerDocument]);
        client
          .refetchQueries({ include: "active", onQueryUpdated: (query) => lists.has(query.options.query) })
          // the next change, or the next visit, asks again
          .catch(() => undefined);
      }, TOGETHER_MS);
    };
    const subscription = client.subscribe({ query: BalanceChangedDocument, variables: { accountId } }).subscribe({
      next: ({ data }) => {
        const update = data?.balanceChanged;
        if (!update) return;
        connectionState.set("live");
        lastCheckedAt.set(Date.now());
        acceptBalance(update.accountId, update);
        // the first message is the state the screen was just loaded with; later ones, and those after a gap, are news
        if (version !== null && version !== update.version) refetchLists();
        version = update.version;
      },
      error: () => connectionState.set("off"),
    });
    return () => {
      clearTimeout(timer);
      subscription.unsubscribe();
    };
  }, [client, accountId]);
  return null;
}
