import { useNavigate } from "react-router";
import { ChangeEmail } from "../../features/settings/change-email";
import { useViewer } from "../../lib/graphql/viewer";

export function Component() {
  const { viewer } = useViewer();
  const navigate = useNavigate();
  return viewer ? <ChangeEmail email={viewer.email} onDone={() => navigate("/more", { replace: true })} /> : null;
}
