import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type IncomingMessage, METHODS } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyCookie from "@fastify/cookie";
import fastifyStatic from "@fastify/static";
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify, type HTTPMethods } from "fastify";
import { GraphQLError } from "graphql";
import type { DataSource } from "typeorm";
import type { Config } from "./config.js";
import { registerDevMailbox } from "./dev-mailbox.js";
import { INLINE_STYLES, trustedHops } from "./graphql/guards.js";
import { answerTypeFor, type GraphQLParts, registerGraphQLOverHttp } from "./graphql/http.js";
import { endWithProblem, PROBLEM_TYPE, problemOf } from "./graphql/problems.js";
import { formatRequestError } from "./graphql/request-errors.js";
import { serveSockets } from "./graphql/socket.js";
import { localeOf } from "./graphql/texts.js";
import type { Metrics } from "./infra/metrics.js";
import type { MailService } from "./modules/mail/index.js";
import type { ReceiptSigner } from "./modules/receipts/index.js";
import { KeyProofError, MaintenanceError, RequestError, type RequestErrorCode } from "./shared/errors.js";

const WEB_FILES = fileURLToPath(new URL("../../web/dist/", import.meta.url));

export interface ServerParts extends GraphQLParts {
  source: DataSource;
  metrics: Metrics;
  mail: MailService;
  receiptSigner: ReceiptSigner;
}

/** One port for everything: the web app, GraphQL over HTTP and sockets, GraphiQL, health. Not yet listening. */
export async function createServer(parts: ServerParts) {
  const { config, guards, logger } = parts;
  const app: FastifyInstance = fastify({
    // A number that a stranger brings could be another request's.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: trustedHops(config),
    bodyLimit: 1_000,
    // Idle connections are closed at once when stopping; those with a request may end it.
    forceCloseConnections: "idle",
    requestTimeout: 30_000,
    // Node's own answer to a missing host has none of our headers: it is looked for below.
    http: { requireHostHeader: false, headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
    routerOptions: { maxParamLength: 200 },
    // Both speak before any hook does.
    frameworkErrors: (error, request, reply) => {
      reply.header("x-request-id", request.id).headers(guards.headers);
      void sendProblem(request, reply, (error as { statusCode?: number }).statusCode ?? 400);
    },
    clientErrorHandler: (error, socket) =>
      endWithProblem(socket, CLIENT_ERRORS[error.code ?? ""] ?? 400, guards.headers),
  });
  app.server.on("checkExpectation", (request: IncomingMessage) => endWithProblem(request.socket, 417, guards.headers));
  // A form of another site can send text/plain without asking: JSON alone is read.
  app.removeContentTypeParser("text/plain");
  await app.register(fastifyCookie);

  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id).headers(guards.headers);
    // With two, proxies before us might go by the other one (RFC 9112, 3.2).
    const hosts = request.raw.rawHeaders.filter((text, index) => index % 2 === 0 && /^host$/i.test(text));
    if (hosts.length !== 1) {
      return sendProblem(request, reply, 400);
    }
    if (request.method === "POST" && !guards.isAllowedOrigin(request.raw)) {
      throw new RequestError("FORBIDDEN", undefined, "foreign origin");
    }
  });
  app.addHook("onSend", async (_request, reply) => {
    const type = String(reply.getHeader("content-type"));
    // Of these the files' types and a mere "text/html" do not say it.
    if (/^(?:text\/[\w.-]+|image\/svg\+xml)$/.test(type)) reply.header("content-type", `${type}; charset=utf-8`);
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = statusOf(error);
    if (request.routeOptions.url !== "/graphql") {
      if (status >= 500) logger.error({ err: error, requestId: request.id }, "request failed");
      return sendProblem(request, reply, status);
    }
    const isOurs = error instanceof RequestError || error instanceof GraphQLError;
    const cause = status < 500 && !isOurs ? RequestError.badInput("body", error.message) : error;
    const shown = formatRequestError(cause, {
      locale: localeOf(request.headers["accept-language"]),
      requestId: request.id,
      address: guards.addressOf(request.raw),
      verbose: !config.production,
      logger,
    });
    // Clients read the errors of a 4xx only where the type says that they are there (GraphQL over HTTP).
    if (error instanceof MaintenanceError) reply.header("retry-after", String(error.retryAfterSeconds));
    if (status === 401) reply.header("www-authenticate", challengeFor(error));
    return reply
      .code(status)
      .type(answerTypeFor(request.headers.accept))
      .send(JSON.stringify({ errors: [shown] }));
  });

  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const ready = await parts.source.query("SELECT 1").then(
      () => true,
      () => false,
    );
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "unavailable" });
  });
  app.get("/metrics", async (request, reply) => {
    if (!mayReadMetrics(request.headers.authorization, config)) return sendProblem(request, reply, 404);
    return reply.type(parts.metrics.contentType).send(await parts.metrics.render());
  });
  app.get("/.well-known/jwks.json", (_request, reply) =>
    reply.header("cache-control", "public, max-age=300").send(parts.receiptSigner.jwks()),
  );
  await registerGraphQLOverHttp(app, parts);
  if (!config.production && !config.SMTP_URL) registerDevMailbox(app, parts.mail);
  await registerWebFiles(app, config.production);
  const sockets = serveSockets(app.server, parts);

  return {
    app,
    sockets,
    async stop(): Promise<void> {
      await sockets.stop();
      await app.close();
    },
  };
}

/** What Node's own parser refuses. */
const CLIENT_ERRORS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

const STATUS_OF: Partial<Record<RequestErrorCode, number>> = {
  KEY_PROOF_REQUIRED: 401,
  KEY_PROOF_INVALID: 401,
  KEY_PROOF_NONCE: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  OVERLOADED: 503,
  MAINTENANCE: 503,
};

/** What a client of ours is to show instead, in the words of RFC 9449. */
function challengeFor(error: Error): string {
  const isNonce = error instanceof KeyProofError && error.why === "NONCE";
  return `DPoP algs="ES256", error="${isNonce ? "use_dpop_nonce" : "invalid_dpop_proof"}"`;
}

function statusOf(error: Error & { statusCode?: number }): number {
  if (error instanceof RequestError) return STATUS_OF[error.code] ?? 400;
  return error.statusCode ?? (error instanceof GraphQLError ? 400 : 500);
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, status: number): FastifyReply {
  const locale = localeOf(request.headers["accept-language"]);
  return reply
    .code(status)
    .type(PROBLEM_TYPE)
    .send(problemOf(status, { locale, requestId: request.id }));
}

/** Open on a laptop; in production only to who shows METRICS_TOKEN, and to nobody when there is none. */
function mayReadMetrics(authorization: string | undefined, { production, METRICS_TOKEN }: Config): boolean {
  if (METRICS_TOKEN === undefined) return !production;
  const [shown, wanted] = [authorization ?? "", `Bearer ${METRICS_TOKEN}`].map((text) =>
    createHash("sha256").update(text).digest(),
  ) as [Buffer, Buffer];
  return timingSafeEqual(shown, wanted);
}

/** The built web app: hashed files for ever, pages never from a cache, unknown paths to the app's own router. */
async function registerWebFiles(app: FastifyInstance, production: boolean): Promise<void> {
  const isBuilt = existsSync(join(WEB_FILES, "index.html"));
  const page = (name: string) => readFile(join(WEB_FILES, name), "utf8");
  const home = isBuilt ? await page("index.html") : null;
  const allowedAt = (url: string) => METHODS.filter((method) => app.hasRoute({ method: method as HTTPMethods, url }));
  app.setNotFoundHandler((request, reply) => {
    const allowed = allowedAt(request.url.split("?", 1)[0] ?? "");
    if (allowed.length > 0) return sendProblem(request, reply.header("allow", allowed.join(", ")), 405);
    const wantsPage = request.method === "GET" && request.headers.accept?.includes("text/html");
    // Only a document falls back to the app: a missing script must not come as a page.
    if (!wantsPage || home === null) return sendProblem(request, reply, 404);
    return reply.header("cache-control", "no-cache").type("text/html").send(home);
  });
  if (!isBuilt) return;
  await app.register(fastifyStatic, {
    root: WEB_FILES,
    index: false,
    redirect: false,
    cacheControl: false,
    // Made by the build.
    preCompressed: true,
    // Its page is served below, with headers of its own, or not at all.
    allowedPath: (path) => !path.startsWith("/graphiql"),
    setHeaders: (reply, path) => {
      const isHashed = path.includes("/assets/");
      reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  const graphiql = production ? null : await page("graphiql/index.html").catch(() => null);
  for (const url of ["/graphiql", "/graphiql/"]) {
    app.get(url, (request, reply) =>
      graphiql
        ? reply.header("cache-control", "no-cache").headers(INLINE_STYLES).type("text/html").send(graphiql)
        : sendProblem(request, reply, 404),
    );
  }
  app.get("/", (_request, reply) => reply.header("cache-control", "no-cache").type("text/html").send(home));
}
