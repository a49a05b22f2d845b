import type { TypedDocumentNode } from "@apollo/client";
import { RefreshSessionDocument, type RefreshSessionMutation } from "../gql/graphql";
import { forgetDrafts } from "./draft";
import { takeEarlySession } from "./early";
import { extensionsOf } from "./graphql/operation-id";
import { currentLanguage } from "./i18n";
import { noticeErrors } from "./notify";
import { KEEPS_SEEN, remembered, thisTab } from "./storage";
import { createStore } from "./store";

/* GraphQL */ `
  mutation RefreshSession {
    refreshSession {
      __typename
      ... on AuthPayload {
        accessToken
        expiresAt
        unattendedSeconds
        user {
          id
        }
      }
    }
  }
`;

interface Tokens {
  accessToken: string;
  expiresAt: string;
  unattendedSeconds: number | null;
}

export type SessionState = "unknown" | "in" | "out";
export class SessionUnreachable extends Error {}

const REFRESH_EARLY_MS = 60_000;
const REFRESH_PAUSE_MS = 5_000;
const LOG_IN_ANSWER_MS = 500;
const LOCK = "chickpay-session";
/** Not a secret: it only tells that asking for a session may be worth a request. */
const HINT = "signedInBefore";

// The access token lives in this variable and nowhere else: no storage, no cookie a script can read.
let token: { value: string; expiresAt: number } | null = null;
let refreshing: Promise<boolean> | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
/** How often a session has ended on this page: an answer that was asked for before the last end brings none back. */
let ends = 0;

export const sessionState = createStore<SessionState>("unknown");
/** How long this page may lie there open before it logs out; null where it need not. */
export const unattendedSeconds = createStore<number | null>(null);
/** Whose the drafts in this tab are. */
let owner = thisTab.get("user");
const otherTabs = new BroadcastChannel(LOCK);

function keep(payload: Tokens): void {
  if (ending === "elsewhere") ending = "expired";
  unattendedSeconds.set(payload.unattendedSeconds);
  token = { value: payload.accessToken, expiresAt: Date.parse(payload.expiresAt) };
  remembered.set(HINT, "yes");
  clearTimeout(timer);
  const left = token.expiresAt - Date.now();
  // A fresh token that has so little left ends with its session: asking early brings none that lives longer.
  const wait = Math.max(left > REFRESH_EARLY_MS ? left - REFRESH_EARLY_MS : left, REFRESH_PAUSE_MS);
  timer = setTimeout(() => void refreshSession().catch(() => undefined), wait);
  sessionState.set("in");
}

function drop(): void {
  ends += 1;
  token = null;
  clearTimeout(timer);
  remembered.set(HINT, null);
  remembered.set(KEEPS_SEEN, null);
  sessionState.set("out");
}

/** After log-in and sign-up. What another person had begun in this tab is forgotten; one's own is still there. */
export function beginSession(payload: Tokens & { user: { id: string } }): void {
  ending = "expired";
  if (owner !== payload.user.id) forgetDrafts();
  belongTo(payload.user.id);
  keep(payload);
}

function belongTo(user: string): void {
  owner = user;
  thisTab.set("user", user);
}

/** Another person may have logged in, in another tab: then nothing on this page, or begun on it, is theirs. */
function continueAs(payload: Tokens & { user: { id: string } }): void {
  const isAnother = owner !== null && owner !== payload.user.id;
  const isShown = sessionState.get() === "in";
  if (isAnother) forgetDrafts();
  belongTo(payload.user.id);
  keep(payload);
  if (isAnother && isShown) window.location.assign("/");
}

/**
 * Why the session ends, as far as the page knows: the person leaves; nobody was there; the server said that it was ended,
 * from another device as a rule; or it ran out.
 */
export type Ending = "choice" | "unattended" | "elsewhere" | "expired";
export let ending: Ending = "expired";

/** Before the refresh that follows; it may still turn out that a log-in in another tab has taken the session's place. */
export function sayEndedElsewhere(): void {
  if (ending === "expired") ending = "elsewhere";
}

/**
 * Before the server is asked to end the session: its socket closes as soon as it does, which may be heard of before the
 * answer. False when the session goes on after all.
 */
export function leaveByChoice(leaves: boolean): void {
  ending = leaves ? "choice" : "expired";
}

/** In every tab. */
export function endSession(reason: Ending = "choice"): void {
  ending = reason;
  drop();
  otherTabs.postMessage(reason);
}

otherTabs.onmessage = ({ data }: MessageEvent<Ending>) => {
  ending = data;
  if (data === "choice") forgetDrafts();
  drop();
};

async function askAnew(): Promise<RefreshSessionMutation["refreshSession"]> {
  const body = ((await takeEarlySession()) ?? (await post(RefreshSessionDocument))) as {
    data?: RefreshSessionMutation | null;
    errors?: { extensions?: Record<string, unknown> }[];
  };
  noticeErrors(body.errors);
  if (!body.data) throw new SessionUnreachable();
  return body.data.refreshSession;
}

async function post(document: TypedDocumentNode<unknown, Record<string, never>>): Promise<unknown> {
  const response = await fetch("/graphql", {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json", "accept-language": currentLanguage() },
    body: JSON.stringify({ extensions: extensionsOf(document) }),
    // Asked again after that, it must come while the server still takes the same refresh token for a lost answer: ten
    // seconds after it was used first.
    signal: AbortSignal.timeout(7_000),
  });
  return await response.json();
}

async function refresh(isAgain = false): Promise<boolean> {
  const endsBefore = ends;
  try {
    const result = await askAnew();
    if (ends !== endsBefore) return false;
    if (result.__typename === "AuthPayload") {
      continueAs(result);
      return true;
    }
    if (sessionState.get() !== "in" || isAgain) {
      drop();
      return false;
    }
  } catch {
    // No answer says nothing about the session: stay as we are and let the caller try again.
    throw new SessionUnreachable();
  }
  // A log-in in another tab ends this session a moment before its answer brings the new cookie.
  await new Promise((done) => setTimeout(done, LOG_IN_ANSWER_MS));
  return refresh(true);
}

/**
 * One refresh at a time in this tab, and one tab at a time: the refresh token changes with each use, and two tabs
 * spending the same one would look like theft to the server. False when the session is over.
 */
export function refreshSession(): Promise<boolean> {
  refreshing ??= inTurn(refresh).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** Alone with the refresh token, in all tabs. Locks exist in secure contexts only; without them tabs take their chances. */
export function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
  return navigator.locks?.request(LOCK, () => act()) ?? act();
}

/** Once per page load. Strangers cost no request. */
export async function restoreSession(): Promise<SessionState> {
  if (sessionState.get() !== "unknown") return sessionState.get();
  if (remembered.get(HINT) === null) sessionState.set("out");
  else await refreshSession();
  return sessionState.get();
}

/** A token that will live long enough to be used, or null when there is no session. */
export async function freshAccessToken(): Promise<string | null> {
  if (sessionState.get() === "out") return null;
  if (token && token.expiresAt - Date.now() > 5_000) return token.value;
  return (await refreshSession()) ? (token?.value ?? null) : null;
}
