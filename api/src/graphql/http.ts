import { AsyncLocalStorage } from "node:async_hooks";
import { ApolloServer, type GraphQLRequest } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type GraphQLSchema, getOperationAST } from "graphql";
import type { Config } from "../config.js";
import type { Logger } from "../infra/logger.js";
import { MaintenanceError, RequestError } from "../shared/errors.js";
import type { Callers } from "./callers.js";
import type { Container, Context, Cookie } from "./context.js";
import type { Guards } from "./guards.js";
import { askerOf, formatRequestError } from "./request-errors.js";
import { localeOf } from "./texts.js";
import type { TrustedDocuments } from "./trusted-documents.js";

/** Shows one of the keys whose hashes OPERATION_KEYS lists. */
const OPERATION_KEY_HEADER = "x-operation-key";

export interface GraphQLParts {
  config: Config;
  schema: GraphQLSchema;
  container: Container;
  callers: Callers;
  guards: Guards;
  documents: TrustedDocuments;
  logger: Logger;
}

interface UnderWay {
  context: Context;
  isMutation: boolean;
}

/** Serves POST /graphql. */
export async function registerGraphQLOverHttp(app: FastifyInstance, parts: GraphQLParts): Promise<void> {
  const { config, schema, container, callers, guards, documents, logger } = parts;
  /** Apollo formats errors without saying whose they are. */
  const underWay = new AsyncLocalStorage<UnderWay>();
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: !config.production,
    includeStacktraceInErrorResponses: false,
    // Reads only: nobody but the build adds to the operations that are known by their id.
    persistedQueries: {
      cache: {
        get: async (key) => documents.textOf(key.replace("apq:", "")),
        set: async () => undefined,
        delete: async () => undefined,
      },
    },
    parseOptions: { maxTokens: guards.limits.tokens },
    // The process handles its own signals, in its own order.
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled()],
    formatError: (_formatted, error) => {
      const { context, isMutation = false } = underWay.getStore() ?? {};
      return formatRequestError(error, { ...askerOf(context), isMutation, verbose: !config.production, logger });
    },
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (text) => logger.warn(text),
      error: (text) => logger.error(text),
    },
  });
  await apollo.start();

  app.route({
    method: "POST",
    url: "/graphql",
    bodyLimit: guards.limits.bodyBytes,
    async onRequest() {
      const until = guards.closedUntil();
      if (until) throw new MaintenanceError(until);
    },
    async handler(request, reply) {
      const { id: requestId, headers } = request;
      const address = guards.addressOf(request.raw);
      const { authorization, dpop: proof } = headers;
      if (proof !== undefined) reply.header("dpop-nonce", callers.nonce());
      const asked = readOperation(request.body);
      const { document } = documents.admit(asked, headers[OPERATION_KEY_HEADER]);
      const type = getOperationAST(document, asked.operationName)?.operation;
      // Apollo would try to carry one out.
      if (type === "subscription") throw RequestError.badInput("query", "subscriptions are for WebSockets");
      const known = await callers.identify({ authorization, proof, address }, request.raw);
      const context: Context = {
        ...known,
        locale: localeOf(headers["accept-language"]),
        requestId,
        device: { address, userAgent: headers["user-agent"] ?? null },
        refreshCookie: cookie("chickpay-refresh", request, reply, config.production),
        deviceCookie: cookie("chickpay-device", request, reply, config.production),
        clearSiteData: () => void reply.header("clear-site-data", '"cache", "storage"'),
        container,
      };
      const { http, body } = await underWay.run({ context, isMutation: type === "mutation" }, () =>
        apollo.executeOperation(asked, { contextValue: context }),
      );
      if (body.kind !== "single") throw new Error("no operation of this schema is answered in parts");
      return reply
        .code(http.status ?? 200)
        .headers(Object.fromEntries(http.headers))
        .type(answerTypeFor(headers.accept))
        .send(JSON.stringify(body.singleResult));
    },
  });
}

/** Of the two types of an answer, the one whose errors a client reads at any status, where it knows that one. */
export function answerTypeFor(accept: string | undefined): string {
  const isKnown = accept?.includes("application/graphql-response+json");
  return `application/${isKnown ? "graphql-response+json" : "json"}; charset=utf-8`;
}

/** One operation, by its text or by its id. @throws RequestError BAD_USER_INPUT, with the part that is something else */
function readOperation(body: unknown): GraphQLRequest {
  if (!isRecord(body)) throw RequestError.badInput("body", "not an operation");
  const asked: GraphQLRequest = {};
  for (const part of ["query", "operationName"] as const) {
    const value = body[part] ?? undefined;
    if (typeof value === "string") asked[part] = value;
    else if (value !== undefined) throw RequestError.badInput(part, "not a text");
  }
  for (const part of ["variables", "extensions"] as const) {
    const value = body[part] ?? undefined;
    if (isRecord(value)) asked[part] = value;
    else if (value !== undefined) throw RequestError.badInput(part, "not an object");
  }
  return asked;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** HttpOnly and SameSite=Strict. `__Host-` ties it to this host over TLS, which a laptop does not have. */
function cookie(plainName: string, request: FastifyRequest, reply: FastifyReply, production: boolean): Cookie {
  const name = production ? `__Host-${plainName}` : plainName;
  const options = { path: "/", httpOnly: true, sameSite: "strict", secure: production } as const;
  return {
    read: () => request.cookies[name],
    write: (token, expires) => void reply.setCookie(name, token, expires ? { ...options, expires } : options),
    clear: () => void reply.clearCookie(name, options),
  };
}
