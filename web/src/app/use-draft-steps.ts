import { useNavigate, useSearchParams } from "react-router";

/** The step of a flow whose answers are kept in a draft: in the address, so that back is the browser's own back. */
export function useDraftSteps() {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const step = Number(params.get("step") ?? 1) || 1;
  return { step, go: (next: number) => void navigate({ search: `?step=${next}` }) };
}
