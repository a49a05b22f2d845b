import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { GraphQLError, getOperationAST, NoSchemaIntrospectionCustomRule, specifiedRules, validate } from "graphql";
import { CloseCode, type ServerOptions } from "graphql-ws";
import { type Extra, useServer } from "graphql-ws/use/ws";
import { WebSocket, WebSocketServer } from "ws";
import { networkOf } from "../modules/auth/index.js";
import { KeyProofError, RequestError } from "../shared/errors.js";
import type { SessionId, UserId } from "../shared/ids.js";
import type { Context } from "./context.js";
import type { GraphQLParts } from "./http.js";
import { endWithProblem } from "./problems.js";
import { askerOf, formatRequestError } from "./request-errors.js";
import { localeOf } from "./texts.js";

/** The answer to a close has this long to arrive before the connection is cut. Its types do not know this one yet. */
const CLOSING = { closeTimeout: 1_000 };

type SocketExtra = Extra & {
  context?: Context;
  operationKey?: unknown;
  subscriptions?: number;
  expiry?: NodeJS.Timeout;
};
type Options = ServerOptions<Record<string, unknown>, SocketExtra>;

export interface Sockets {
  /** Closes the sockets of a session that has ended. */
  closeSession(session: SessionId): void;
  /** Closes every socket, so that the server can stop. */
  stop(): Promise<void>;
}

/**
 * Serves graphql-ws on the same path. Nothing that Apollo guards passes through here, so each of its limits stands
 * here again: origin, frame size, tokens, depth, cost, introspection – and mutations are for HTTP alone.
 */
export function serveSockets(server: Server, parts: GraphQLParts): Sockets {
  const { config, schema, container, callers, guards, documents, logger } = parts;
  const { limits } = guards;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: Number.isFinite(limits.frameBytes) ? limits.frameBytes : 0,
    perMessageDeflate: false,
    handleProtocols: (protocols) => (protocols.has("graphql-transport-ws") ? "graphql-transport-ws" : false),
    ...CLOSING,
  });
  const bySession = new Groups<SessionId>();
  const byUser = new Groups<UserId>();
  const byNetwork = new Groups<string>();
  const rules = [...specifiedRules, ...(config.production ? [NoSchemaIntrospectionCustomRule] : [])];

  const formatted = (error: unknown, context: Context | undefined) =>
    formatRequestError(error, { ...askerOf(context), verbose: !config.production, logger });

  const options: Options = {
    connectionInitWaitTimeout: limits.socketInitMs,
    onConnect: async ({ connectionParams, extra }) => {
      const authorization = connectionParams?.authorization ?? connectionParams?.Authorization;
      const address = guards.addressOf(extra.request);
      const shown = { authorization, proof: connectionParams?.dpop, address };
      const { caller, proofKey } = await callers.identify(shown, extra.request).catch(refused);
      // From here on nothing is awaited: a session that ends later finds its socket.
      if (!caller || !callers.stands(caller)) return false;
      // One that closed meanwhile would be counted for ever: nobody hears of its end any more.
      if (extra.socket.readyState !== WebSocket.OPEN) return false;
      const { sessionId, userId } = caller;
      if (bySession.of(sessionId).size >= limits.socketsPerSession || byUser.of(userId).size >= limits.socketsPerUser) {
        extra.socket.close(CloseCode.TooManyInitialisationRequests, "Too many sockets");
        return false;
      }
      bySession.add(sessionId, extra.socket);
      byUser.add(userId, extra.socket);
      extra.socket.once("close", () => clearTimeout(extra.expiry));
      // The client comes back with a fresh token; one that has none has no business staying.
      const livesMs = caller.expiresAt.getTime() - Date.now();
      extra.expiry = setTimeout(() => extra.socket.close(CloseCode.Forbidden, "Token expired"), livesMs);
      const { headers } = extra.request;
      extra.operationKey = connectionParams?.operationKey;
      extra.context = {
        caller,
        proofKey,
        tokenRefused: false,
        locale: localeOf(
          typeof connectionParams?.locale === "string" ? connectionParams.locale : headers["accept-language"],
        ),
        requestId: randomUUID(),
        device: { address: guards.addressOf(extra.request), userAgent: headers["user-agent"] ?? null },
        refreshCookie: null,
        deviceCookie: null,
        clearSiteData: null,
        container,
      };
      return true;
    },
    onSubscribe: ({ extra }, _id, payload) => {
      const refuse = (errors: readonly unknown[]) =>
        errors.map((error) =>
          error instanceof GraphQLError ? error : new GraphQLError("", { originalError: error as Error }),
        );
      // What a socket sent just before it was closed is not carried out any more.
      if (!extra.context || extra.socket.readyState !== WebSocket.OPEN) {
        return refuse([new RequestError("UNAUTHENTICATED")]);
      }
      if ((extra.subscriptions ?? 0) >= limits.subscriptionsPerSocket)
        return refuse([new RequestError("RATE_LIMITED")]);
      try {
        const { document, isValid } = documents.admit(payload, extra.operationKey);
        const errors = isValid ? [] : validate(schema, document, rules, { maxErrors: 10 });
        if (errors.length > 0) return refuse(errors);
        if (getOperationAST(document, payload.operationName)?.operation === "mutation") {
          return refuse([new RequestError("FORBIDDEN", undefined, "mutations are for HTTP")]);
        }
        extra.subscriptions = (extra.subscriptions ?? 0) + 1;
        return {
          schema,
          document,
          operationName: payload.operationName ?? null,
          variableValues: payload.variables ?? null,
          contextValue: extra.context,
        };
      } catch (error) {
        return refuse([error]);
      }
    },
    onComplete: ({ extra }) => {
      extra.subscriptions = Math.max(0, (extra.subscriptions ?? 0) - 1);
    },
    onError: ({ extra }, _id, _payload, errors) => errors.map((error) => formatted(error, extra.context)),
    onNext: ({ extra }, _id, _payload, _args, { data, errors }) => {
      endIfSlow(extra.socket);
      return errors && { data: data ?? null, errors: errors.map((error) => formatted(error, extra.context)) };
    },
  };
  const served = useServer(options as never, sockets, limits.socketPingMs);

  function endIfSlow(socket: WebSocket): void {
    if (socket.bufferedAmount > limits.socketQueuedBytes) socket.terminate();
  }

  /** Counts whatever a client makes us read, of which a ping is as much as a message. */
  function limitPace(socket: WebSocket): void {
    let second = 0;
    let count = 0;
    const read = () => {
      const now = Math.floor(performance.now() / 1_000);
      if (now !== second) [second, count] = [now, 0];
      if (++count === limits.socketMessagesPerSecond + 1) {
        socket.close(CloseCode.TooManyInitialisationRequests, "Too many messages");
        // What it has sent meanwhile stays unread, until the connection is cut.
        socket.pause();
      }
      endIfSlow(socket);
    };
    for (const event of ["message", "ping", "pong"] as const) socket.on(event, read);
  }

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // From here on the socket is ours, errors included: one that nobody hears would end the process.
    socket.on("error", () => socket.destroy());
    if (request.url?.split("?", 1)[0] !== "/graphql") return endWithProblem(socket, 404, guards.headers);
    if (!guards.isAllowedOrigin(request)) return endWithProblem(socket, 403, guards.headers);
    if (guards.closedUntil()) return endWithProblem(socket, 503, guards.headers);
    const network = networkOf(guards.addressOf(request));
    if (byNetwork.of(network).size >= limits.socketsPerAddress) return endWithProblem(socket, 429, guards.headers);
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      byNetwork.add(network, accepted);
      limitPace(accepted);
      sockets.emit("connection", accepted, request);
      // graphql-ws prints each broken frame with its stack, and strangers could fill the log so. ws has closed already.
      accepted.removeAllListeners("error").on("error", () => undefined);
    });
  });

  return {
    closeSession(session) {
      for (const socket of bySession.of(session)) socket.close(CloseCode.Forbidden, "Session ended");
    },
    async stop() {
      await served.dispose();
      for (const socket of sockets.clients) if (socket.readyState !== WebSocket.CLOSED) socket.terminate();
    },
  };
}

/** A proof that cannot be believed makes a stranger; the nonce of the next one comes with any answer over HTTP. */
function refused(error: unknown): Pick<Context, "caller" | "proofKey"> {
  if (error instanceof KeyProofError) return { caller: null, proofKey: null };
  throw error;
}

/** Open sockets by what they have in common. */
class Groups<Key> {
  private readonly groups = new Map<Key, Set<WebSocket>>();

  of(key: Key): ReadonlySet<WebSocket> {
    return this.groups.get(key) ?? new Set();
  }

  /** Until it is closed. */
  add(key: Key, socket: WebSocket): void {
    const group = this.groups.get(key) ?? new Set();
    this.groups.set(key, group.add(socket));
    socket.once("close", () => {
      group.delete(socket);
      if (group.size === 0 && this.groups.get(key) === group) this.groups.delete(key);
    });
  }
}
