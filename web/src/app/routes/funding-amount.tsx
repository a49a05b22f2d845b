import { useQuery } from "@apollo/client/react";
import type { FundingDraft } from "../../features/funding/draft";
import { FundingAmount } from "../../features/funding/funding-amount";
import { SpendableDocument } from "../../gql/graphql";

/** How much: the second page of a withdrawal and the first of a charge. */
export function FundingAmountPage({ draft }: { draft: FundingDraft }) {
  const { data } = useQuery(SpendableDocument, {
    variables: { accountId: draft.accountId },
    fetchPolicy: "cache-and-network",
  });
  return <FundingAmount draft={draft} account={data?.account ?? null} />;
}
