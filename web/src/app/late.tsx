import "../lib/theme";
import { Unattended } from "../features/auth/unattended";
import { Maintenance } from "./maintenance";
import { Toaster } from "./toaster";

/** What a screen can do without for its first second. */
export default function Late() {
  return (
    <>
      <Toaster />
      <Unattended />
      <Maintenance />
    </>
  );
}
