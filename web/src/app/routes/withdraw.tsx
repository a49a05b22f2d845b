import { Navigate } from "react-router";
import { DestinationStep } from "../../features/funding/destination-step";
import { useFundingStart } from "../../features/funding/use-funding-draft";

export function Component() {
  const draft = useFundingStart("withdraw");
  if (!draft) return null;
  if (draft.submitted) return <Navigate to={`/${draft.kind}/confirm`} replace />;
  return <DestinationStep draft={draft} />;
}
