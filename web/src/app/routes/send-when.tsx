import { Navigate } from "react-router";
import { sendDraft } from "../../features/send/draft";
import { WhenStep } from "../../features/send/when-step";
import { useStore } from "../../lib/store";

export function Component() {
  const draft = useStore(sendDraft);
  if (!draft?.amount) return <Navigate to="/send" replace />;
  if (draft.submitted) return <Navigate to="/send/confirm" replace />;
  return <WhenStep draft={draft} />;
}
