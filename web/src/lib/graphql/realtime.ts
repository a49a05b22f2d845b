import { ApolloLink } from "@apollo/client/link";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { createClient } from "graphql-ws";
import { defer, from, retry, switchMap, timer } from "rxjs";
import { online } from "../online";
import { ending, freshAccessToken, refreshSession, sayEndedElsewhere, sessionState } from "../session";
import { connectionState } from "./connection-state";
import { trustedOperation } from "./trusted-operation";

const TOKEN_CLOSE_CODES = new Set([4401, 4403]);
/** What the server says as it closes the sockets of a session that somebody ended. */
const SESSION_ENDED = "Session ended";

function backOff(attempt: number): number {
  const ceiling = Math.min(1_000 * 2 ** attempt, 30_000);
  // jitter, so that a restarted server is not met by everyone at the same moment
  return ceiling / 2 + Math.random() * (ceiling / 2);
}

let attempts = 0;
/** Why the socket closed last; the link's error tells it in words only. */
let closeCode = 0;

const socket = createClient({
  url: () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql`,
  lazy: true,
  // The protocol wants a text; the id beside it is what counts.
  jsonMessageReplacer: (key, value) => (key === "payload" && value?.extensions ? { ...value, query: "" } : value),
  keepAlive: 12_000,
  // Retrying is done below, because the server's "token expired" closes the socket for good in graphql-ws.
  retryAttempts: 0,
  connectionParams: async () => {
    const token = await freshAccessToken();
    return token ? { authorization: `Bearer ${token}` } : {};
  },
  on: {
    connected: () => {
      attempts = 0;
      connectionState.set("live");
    },
    closed: (event) => {
      closeCode = event instanceof CloseEvent ? event.code : 0;
      if (event instanceof CloseEvent && event.reason === SESSION_ENDED) sayEndedElsewhere();
      if (connectionState.get() === "live") connectionState.set("reconnecting");
    },
  },
});

online.subscribe(() => {
  if (!online.get()) {
    connectionState.set("off");
    socket.terminate();
  } else if (connectionState.get() === "off") connectionState.set("reconnecting");
});

function waitBeforeRetry(error: unknown) {
  if (sessionState.get() !== "in") throw error;
  attempts += 1;
  if (online.get()) connectionState.set(attempts > 5 ? "off" : "reconnecting");
  // An expired token is the normal end of a socket: come back at once with a new one. There is none when the session was
  // ended elsewhere, and then the person is to hear of it now.
  // Who is just leaving hears it from the answer to that.
  if (TOKEN_CLOSE_CODES.has(closeCode) && attempts === 1 && (ending === "expired" || ending === "elsewhere"))
    return from(refreshSession().then(throwUnless(error)));
  return timer(backOff(attempts));
}

function throwUnless(error: unknown) {
  return (isThere: boolean) => {
    if (!isThere) throw error;
  };
}

const whenSignedIn = new ApolloLink((operation, forward) =>
  defer(() => from(freshAccessToken()).pipe(switchMap(() => forward(operation)))).pipe(
    retry({ delay: waitBeforeRetry }),
  ),
);

export const realtimeLink = ApolloLink.from([whenSignedIn, trustedOperation, new GraphQLWsLink(socket)]);

/** The socket carries the identity it was opened with, so it must not outlive a log-out. */
export function closeRealtime(): void {
  socket.terminate();
  connectionState.set("connecting");
}
