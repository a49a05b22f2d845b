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
import type { AccessTokenService } from "../modules/auth/index.js";
import type { Container, Context, RefreshCookie } from "./context.js";
import { LIMITS, limitsRule } from "./limits.js";
import { formatRequestError } from "./request-errors.js";
import { type Locale, localeOf } from "./texts.js";

export interface GraphQLParts {
  config: Config;
  schema: GraphQLSchema;
  container: Container;
  accessTokens: AccessTokenService;
  logger: Logger;
}

/** Serves POST /graphql. */
export async function registerGraphQLOverHttp(app: FastifyInstance, parts: GraphQLParts): Promise<void> {
  const { config, schema, container, accessTokens, logger } = parts;
  /** Who asks, for errors that Apollo raises before there is a context. */
  const asking = new AsyncLocalStorage<{ locale: Locale; requestId: string }>();
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: !config.production,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: [limitsRule],
    // The process handles its own signals, in its own order.
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      fastifyApolloDrainPlugin(app),
    ],
    formatError: (_formatted, error) => {
      const { locale, requestId } = asking.getStore() ?? { locale: "ko", requestId: "" };
      return formatRequestError(error, { locale, requestId, verbose: !config.production, logger });
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
      const authorization = request.headers.authorization;
      const caller = authorization === undefined ? null : await accessTokens.verify(bearerToken(authorization));
      return {
        caller,
        tokenRefused: authorization !== undefined && caller === null,
        locale: localeOf(request.headers["accept-language"]),
        requestId: request.id,
        device: { address: request.ip, userAgent: request.headers["user-agent"] ?? null },
        refreshCookie: refreshCookie(request, reply, config.production),
        container,
      };
    },
  });
  app.route({
    method: "POST",
    url: "/graphql",
    bodyLimit: LIMITS.bodyBytes,
    handler(request, reply) {
      const asker = { locale: localeOf(request.headers["accept-language"]), requestId: request.id };
      return asking.run(asker, () => answer.call(this, request, reply));
    },
  });
  app.route({
    method: ["GET", "PUT", "PATCH", "DELETE"],
    url: "/graphql",
    handler: (_request, reply) => reply.code(405).header("allow", "POST").send(),
  });
}

/** The token of a header of the Bearer scheme; another scheme has none that we could believe. */
export function bearerToken(authorization: string): string {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? "";
}

/** HttpOnly and SameSite=Strict. `__Host-` ties it to this host over TLS, which a laptop does not have. */
function refreshCookie(request: FastifyRequest, reply: FastifyReply, production: boolean): RefreshCookie {
  const name = production ? "__Host-chickpay-refresh" : "chickpay-refresh";
  const options = { path: "/", httpOnly: true, sameSite: "strict", secure: production } as const;
  return {
    read: () => request.cookies[name],
    write: (token, expires) => void reply.setCookie(name, token, { ...options, expires }),
    clear: () => void reply.clearCookie(name, options),
  };
}
