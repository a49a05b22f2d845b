import { useQuery } from "@apollo/client/react";
import { Navigate } from "react-router";
import { AmountStep } from "../../features/send/amount-step";
import { sendDraft } from "../../features/send/draft";
import { SpendableDocument } from "../../gql/graphql";
import { useStore } from "../../lib/store";

/* GraphQL */ `
  query Spendable($accountId: ID!) {
    account(id: $accountId) {
      ...Spendable_account @unmask
    }
  }
`;

export function Component() {
  const draft = useStore(sendDraft);
  const { data } = useQuery(SpendableDocument, {
    variables: { accountId: draft?.fromAccountId ?? "" },
    skip: !draft,
    fetchPolicy: "cache-and-network",
  });
  if (!draft) return <Navigate to="/send" replace />;
  if (draft.submitted) return <Navigate to="/send/confirm" replace />;
  return <AmountStep draft={draft} account={data?.account ?? null} />;
}
