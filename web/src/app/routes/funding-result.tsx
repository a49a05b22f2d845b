import { useQuery } from "@apollo/client/react";
import { useEffect } from "react";
import { Navigate, useLocation } from "react-router";
import { FundingResult } from "../../features/funding/funding-result";
import { FundingResultDocument, type TransactionState } from "../../gql/graphql";

/* GraphQL */ `
  query FundingResult($accountId: ID!) {
    account(id: $accountId) {
      id
      balance
      available
      version
      transactions(first: 20) {
        edges {
          cursor
          node {
            id
            state
            recordedAt
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

const POLL_MS = 2_000;

interface Asked {
  transactionId: string;
  accountId: string;
  amount: string;
  bank: string;
  /** How it stood when the bank was asked. */
  settled: TransactionState;
}

function isAsked(state: unknown): state is Asked {
  return typeof state === "object" && state !== null && "transactionId" in state && "accountId" in state;
}

/** Follows a payment until the bank has answered. What is followed is kept with the history entry, so a reload goes on. */
export function Component() {
  const { pathname, state } = useLocation();
  const asked = isAsked(state) ? state : null;
  const { data, startPolling, stopPolling } = useQuery(FundingResultDocument, {
    variables: { accountId: asked?.accountId ?? "" },
    skip: !asked,
    fetchPolicy: "cache-and-network",
  });
  const account = data?.account;
  const transaction = account?.transactions.edges.find((edge) => edge.node.id === asked?.transactionId)?.node;
  const current = transaction?.state ?? asked?.settled ?? "RESERVED";
  const waiting = asked !== null && current === "RESERVED";
  useEffect(() => {
    if (!waiting) return;
    startPolling(POLL_MS);
    return stopPolling;
  }, [waiting, startPolling, stopPolling]);
  if (!asked) return <Navigate to="/" replace />;
  return (
    <FundingResult
      kind={pathname.startsWith("/charge") ? "charge" : "withdraw"}
      amount={asked.amount}
      bank={asked.bank}
      state={current}
      recordedAt={transaction?.recordedAt}
      balance={account?.balance}
    />
  );
}
