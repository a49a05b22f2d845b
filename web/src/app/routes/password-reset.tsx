import { useLocation, useNavigate } from "react-router";
import { PasswordResetFlow } from "../../features/auth/password-reset-flow";
import { GuestPage } from "../guest-page";
import { useSteps } from "../use-steps";

export function Component() {
  const navigate = useNavigate();
  const email = (useLocation().state as { email?: string } | null)?.email;
  const { step, go, params } = useSteps();
  const next = params.get("next");
  const done = () => navigate(next ? `/login?next=${encodeURIComponent(next)}` : "/login", { replace: true });
  return (
    <GuestPage>
      <PasswordResetFlow email={email ?? ""} step={step} onStep={go} onDone={done} />
    </GuestPage>
  );
}
