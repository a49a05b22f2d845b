import { useQuery } from "@apollo/client/react";
import { ViewerDocument } from "../../gql/graphql";
import { currentAccountId, pickAccount } from "../current-account";
import { useStore } from "../store";

/* GraphQL */ `
  query Viewer {
    me {
      id
      name
      email
      phone
      language
      findable
      accounts {
        id
        nickname
        number
        status
        balance
        available
        version
      }
    }
  }
`;

/** Who is signed in and which account is on the screen. One cached query behind every screen. */
export function useViewer() {
  const { data, error, loading, refetch } = useQuery(ViewerDocument);
  const chosen = useStore(currentAccountId);
  const viewer = data?.me ?? null;
  const accounts = viewer?.accounts.filter((account) => account.status !== "CLOSED") ?? [];
  return { viewer, accounts, account: pickAccount(accounts, chosen), error, loading, refetch };
}
