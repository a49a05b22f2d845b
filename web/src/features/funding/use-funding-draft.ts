import { useEffect } from "react";
import { useViewer } from "../../lib/graphql/viewer";
import { useStore } from "../../lib/store";
import { type FundingDraft, type FundingKind, fundingDraft, startFunding } from "./draft";

/**
 * The draft of a flow, begun anew on its first page when there is none for this direction and account. One whose answer
 * is still out is never replaced: it may have moved money and has to be settled first.
 */
export function useFundingStart(kind: FundingKind): FundingDraft | null {
  const draft = useStore(fundingDraft);
  const { account } = useViewer();
  const usable = draft && (draft.submitted || (draft.kind === kind && draft.accountId === account?.id)) ? draft : null;
  useEffect(() => {
    if (!usable && account) startFunding(kind, account.id);
  }, [usable, account, kind]);
  return usable;
}
