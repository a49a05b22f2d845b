import { Navigate } from "react-router";
import { useFundingStart } from "../../features/funding/use-funding-draft";
import { FundingAmountPage } from "./funding-amount";

export function Component() {
  const draft = useFundingStart("charge");
  if (!draft) return null;
  if (draft.submitted) return <Navigate to={`/${draft.kind}/confirm`} replace />;
  return <FundingAmountPage draft={draft} />;
}
