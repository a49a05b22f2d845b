import { useQuery } from "@apollo/client/react";
import { useRef } from "react";
import { Navigate, useLocation } from "react-router";
import { fundingDraft } from "../../features/funding/draft";
import { FundingConfirm } from "../../features/funding/funding-confirm";
import { SpendableDocument } from "../../gql/graphql";
import { useStore } from "../../lib/store";

/** The last page before money moves, of a charge and of a withdrawal. */
export function Component() {
  const start = useLocation().pathname.startsWith("/charge") ? "/charge" : "/withdraw";
  const draft = useStore(fundingDraft);
  // The draft is cleared when the result opens; this page then stays as it was for the moment it is still on the screen.
  const last = useRef(draft);
  if (draft) last.current = draft;
  const shown = last.current;
  const { data, error, refetch } = useQuery(SpendableDocument, {
    variables: { accountId: shown?.accountId ?? "" },
    skip: !shown,
    fetchPolicy: "cache-and-network",
  });
  if (!shown?.amount || `/${shown.kind}` !== start) return <Navigate to={start} replace />;
  return <FundingConfirm draft={shown} account={data?.account} error={error} onRetry={() => void refetch()} />;
}
