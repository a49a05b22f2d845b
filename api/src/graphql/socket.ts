import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { GraphQLError, getOperationAST, NoSchemaIntrospectionCustomRule, specifiedRules, validate } from "graphql";
import { CloseCode, type ServerOptions } from "graphql-ws";
import { type Extra, useServer } from "graphql-ws/use/ws";
import { WebSocket, WebSocketServer } from "ws";
import { RequestError } from "../shared/errors.js";
import type { SessionId } from "../shared/ids.js";
import type { Context } from "./context.js";
import { bearerToken, type GraphQLParts } from "./http.js";
import { LIMITS, limitsRule, parseLimited } from "./limits.js";
import { formatRequestError } from "./request-errors.js";
import { localeOf } from "./texts.js";

const SOCKETS_PER_SESSION_MAX = 20;
const SUBSCRIPTIONS_PER_SOCKET_MAX = 100;

type SocketExtra = Extra & { context?: Context; subscriptions?: number; expiry?: NodeJS.Timeout };
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
export function serveSockets(
  server: Server,
  parts: GraphQLParts,
  isAllowedOrigin: (request: IncomingMessage) => boolean,
): Sockets {
  const { config, schema, container, accessTokens, logger } = parts;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.frameBytes,
    perMessageDeflate: false,
    handleProtocols: (protocols) => (protocols.has("graphql-transport-ws") ? "graphql-transport-ws" : false),
  });
  const bySession = new Map<SessionId, Set<WebSocket>>();
  const rules = [...specifiedRules, limitsRule, ...(config.production ? [NoSchemaIntrospectionCustomRule] : [])];

  const formatted = (error: unknown, context: Context | undefined) =>
    formatRequestError(error, {
      locale: context?.locale ?? "ko",
      requestId: context?.requestId ?? "",
      verbose: !config.production,
      logger,
    });

  const options: Options = {
    connectionInitWaitTimeout: 5_000,
    onConnect: async ({ connectionParams, extra }) => {
      const authorization = connectionParams?.authorization ?? connectionParams?.Authorization;
      const token = typeof authorization === "string" ? bearerToken(authorization) : "";
      const caller = await accessTokens.verify(token);
      if (!caller) return false;
      const own = bySession.get(caller.sessionId) ?? new Set();
      if (own.size >= SOCKETS_PER_SESSION_MAX) return false;
      bySession.set(caller.sessionId, own.add(extra.socket));
      extra.socket.once("close", () => {
        clearTimeout(extra.expiry);
        own.delete(extra.socket);
        if (own.size === 0) bySession.delete(caller.sessionId);
      });
      // The client comes back with a fresh token; one that has none has no business staying.
      const livesMs = caller.expiresAt.getTime() - Date.now();
      extra.expiry = setTimeout(() => extra.socket.close(CloseCode.Forbidden, "Token expired"), livesMs);
      const { headers, socket } = extra.request;
      extra.context = {
        caller,
        tokenRefused: false,
        locale: localeOf(
          typeof connectionParams?.locale === "string" ? connectionParams.locale : headers["accept-language"],
        ),
        requestId: randomUUID(),
        device: { address: socket.remoteAddress ?? "", userAgent: headers["user-agent"] ?? null },
        refreshCookie: null,
        container,
      };
      return true;
    },
    onSubscribe: ({ extra }, _id, payload) => {
      const refuse = (errors: readonly unknown[]) =>
        errors.map((error) =>
          error instanceof GraphQLError ? error : new GraphQLError("", { originalError: error as Error }),
        );
      if (!extra.context) return refuse([new RequestError("UNAUTHENTICATED")]);
      if ((extra.subscriptions ?? 0) >= SUBSCRIPTIONS_PER_SOCKET_MAX) return refuse([new RequestError("RATE_LIMITED")]);
      try {
        const document = parseLimited(payload.query);
        const errors = validate(schema, document, rules, { maxErrors: 10 });
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
    onNext: ({ extra }, _id, _payload, _args, { data, errors }) =>
      errors ? { data: data ?? null, errors: errors.map((error) => formatted(error, extra.context)) } : undefined,
  };
  const served = useServer(options as never, sockets);

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // From here on the socket is ours, errors included: one that nobody hears would end the process.
    socket.on("error", () => socket.destroy());
    if (request.url?.split("?", 1)[0] !== "/graphql") return refuseUpgrade(socket, "404 Not Found");
    if (!isAllowedOrigin(request)) return refuseUpgrade(socket, "403 Forbidden");
    sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit("connection", accepted, request));
  });

  return {
    closeSession(session) {
      for (const socket of bySession.get(session) ?? []) socket.close(CloseCode.Forbidden, "Session ended");
    },
    async stop() {
      await served.dispose();
      for (const socket of sockets.clients) if (socket.readyState !== WebSocket.CLOSED) socket.terminate();
    },
  };
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
