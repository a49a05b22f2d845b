import { MyData } from "../../features/settings/my-data";
import { useViewer } from "../../lib/graphql/viewer";

export function Component() {
  const { viewer } = useViewer();
  return viewer ? <MyData email={viewer.email} /> : null;
}
