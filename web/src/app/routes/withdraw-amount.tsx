import { Navigate } from "react-router";
import { fundingDraft } from "../../features/funding/draft";
import { useStore } from "../../lib/store";
import { FundingAmountPage } from "./funding-amount";

export function Component() {
  const draft = useStore(fundingDraft);
  if (draft?.submitted) return <Navigate to={`/${draft.kind}/confirm`} replace />;
  if (draft?.kind !== "withdraw" || !draft.bankCode) return <Navigate to="/withdraw" replace />;
  return <FundingAmountPage draft={draft} />;
}
