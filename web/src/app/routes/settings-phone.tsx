import { useNavigate } from "react-router";
import { ChangePhone } from "../../features/settings/change-phone";
import { useViewer } from "../../lib/graphql/viewer";

export function Component() {
  const { viewer } = useViewer();
  const navigate = useNavigate();
  return viewer ? (
    <ChangePhone
      email={viewer.email}
      phone={viewer.phone ?? null}
      onDone={() => navigate("/more", { replace: true })}
    />
  ) : null;
}
