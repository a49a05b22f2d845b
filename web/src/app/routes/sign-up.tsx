import { useRef } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { SignUpFlow } from "../../features/auth/sign-up-flow";
import { placeAfterLogIn } from "../guard";

export function Component() {
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  // A reload empties the form, so it begins at the first question whatever the address says.
  const reached = useRef(0);
  const step = Math.min(Number(params.get("step") ?? 1) - 1 || 0, reached.current);
  const go = (next: number) => {
    reached.current = Math.max(reached.current, next);
    const moved = new URLSearchParams(params);
    moved.set("step", String(next + 1));
    setParams(moved, { replace: next < step });
  };
  return (
    <main
      id="main"
      tabIndex={-1}
      className="outline-none lg:mx-auto lg:my-12 lg:max-w-[560px] lg:overflow-hidden lg:rounded-xl lg:bg-surface"
    >
      <SignUpFlow step={step} onStep={go} onDone={() => navigate(placeAfterLogIn(params), { replace: true })} />
    </main>
  );
}
