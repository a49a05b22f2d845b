import { useNavigate } from "react-router";
import { ChangePassword } from "../../features/settings/change-password";
import { useViewer } from "../../lib/graphql/viewer";

export function Component() {
  const { viewer } = useViewer();
  const navigate = useNavigate();
  return viewer ? <ChangePassword email={viewer.email} onDone={() => navigate("/more", { replace: true })} /> : null;
}
