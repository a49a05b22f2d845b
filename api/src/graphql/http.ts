import { AsyncLocalStorage } from "node:async_hooks";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import type { Config } from "../config.js";
import type { Logger } from "../infra/logger.js";
import type { Callers, Known } from "./callers.js";
import type { Container, Context, Cookie } from "./context.js";
import type { Guards } from "./guards.js";
import { formatRequestError } from "./request-errors.js";
import { type Locale, localeOf } from "./texts.js";
import type { AskedOperation, TrustedDocuments } from "./trusted-documents.js";

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

interface Asker {
  locale: Locale;
  requestId: string;
  address: string;
  known: Known;
}

/** Serves POST /graphql. */
export async function registerGraphQLOverHttp(app: FastifyInstance, parts: GraphQLParts): Promise<void> {
  const { config, schema, container, callers, guards, documents, logger } = parts;
  /** Who asks, also for errors that Apollo raises before there is a context. */
  const asking = new AsyncLocalStorage<Asker>();
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: !config.production,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
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
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      fastifyApolloDrainPlugin(app),
    ],
    formatError: (_formatted, error) => {
      const { known, ...asker } = asking.getStore() ?? { locale: "ko", requestId: "", address: "" };
      return formatRequestError(error, {
        ...asker,
        userId: known?.caller?.userId,
        verbose: !config.production,
        logger,
      });
    },
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (text) => logger.warn(text),
      error: (text) => logger.error(text),
    },
  });
  await apollo.start();

  const answer = fastifyApolloHandler(apollo, {
    context: async (request, reply) => {
      const { known, locale, requestId, address } = asking.getStore() as Asker;
      return {
        ...known,
        locale,
        requestId,
        device: { address, userAgent: request.headers["user-agent"] ?? null },
        refreshCookie: cookie("chickpay-refresh", request, reply, config.production),
        deviceCookie: cookie("chickpay-device", request, reply, config.production),
        clearSiteData: () => void reply.header("clear-site-data", '"cache", "storage"'),
        container,
      };
    },
  });
  app.route({
    method: "POST",
    url: "/graphql",
    bodyLimit: guards.limits.bodyBytes,
    preHandler: async ({ body, headers }) => {
      // What is no object Apollo turns away in its own words.
      if (typeof body !== "object" || body === null || Array.isArray(body)) return;
      documents.admit(body as AskedOperation, headers[OPERATION_KEY_HEADER]);
    },
    async handler(request, reply) {
      const { authorization, dpop: proof } = request.headers;
      if (proof !== undefined) reply.header("dpop-nonce", callers.nonce());
      const known = await callers.identify({ authorization, proof, address: request.ip }, request.raw);
      const { id: requestId, ip: address } = request;
      const asker = { locale: localeOf(request.headers["accept-language"]), requestId, address, known };
      return asking.run(asker, () => answer.call(this, request, reply));
    },
  });
}

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
