import { LeaveService } from "../../features/settings/leave-service";
import { useViewer } from "../../lib/graphql/viewer";

export function Component() {
  const { viewer, accounts } = useViewer();
  return viewer ? <LeaveService email={viewer.email} accounts={accounts} /> : null;
}
