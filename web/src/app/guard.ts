import { type LoaderFunctionArgs, redirect } from "react-router";
import { restoreSession } from "../lib/session";

/** Only places inside the app; "//elsewhere" is an address of somebody else. */
function isOwnPlace(place: string | null): place is string {
  return place !== null && /^\/(?![/\\])/.test(place);
}

export function placeAfterLogIn(params: URLSearchParams): string {
  const next = params.get("next");
  return isOwnPlace(next) ? next : "/";
}

export async function requireSession({ request }: LoaderFunctionArgs): Promise<null> {
  if ((await restoreSession()) === "in") return null;
  const { pathname, search } = new URL(request.url);
  const place = pathname + search;
  throw redirect(place === "/" ? "/login" : `/login?next=${encodeURIComponent(place)}`);
}

/** Those who are signed in have nothing to do on the log-in page. */
export async function requireGuest({ request }: LoaderFunctionArgs): Promise<null> {
  // without an answer the form is still the right thing to show
  const state = await restoreSession().catch(() => "out");
  if (state === "in") throw redirect(placeAfterLogIn(new URL(request.url).searchParams));
  return null;
}
