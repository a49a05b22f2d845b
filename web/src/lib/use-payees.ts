import { useQuery } from "@apollo/client/react";
import { PayeesDocument, type PayeesQuery } from "../gql/graphql";

/* GraphQL */ `
  query Payees {
    favouritePayees {
      accountNumber
      maskedName
      kind
      label
    }
    recentPayees {
      accountNumber
      maskedName
      kind
      lastSentAt
    }
  }
`;

const SHOWN = 8;

export interface Payees {
  favourites: PayeesQuery["favouritePayees"];
  recents: PayeesQuery["recentPayees"];
  /** Why there is nobody yet. */
  missing: "loading" | "failed" | null;
  retry: () => void;
}

/** Whom one has to do with: those who are kept, and those whom money went to lately, each once. */
export function usePayees(): Payees {
  const { data, loading, refetch } = useQuery(PayeesDocument, { fetchPolicy: "cache-and-network" });
  const favourites = data?.favouritePayees ?? [];
  const kept = new Set(favourites.map(({ accountNumber }) => accountNumber));
  const recents = (data?.recentPayees ?? []).filter(({ accountNumber }) => !kept.has(accountNumber));
  return {
    favourites,
    recents: recents.slice(0, SHOWN),
    missing: data ? null : loading ? "loading" : "failed",
    // What it says stays until an answer comes.
    retry: () => void refetch().catch(() => undefined),
  };
}
