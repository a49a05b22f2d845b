import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyCookie from "@fastify/cookie";
import fastifyStatic from "@fastify/static";
import { type FastifyInstance, fastify } from "fastify";
import type { DataSource } from "typeorm";
import type { Config } from "./config.js";
import { registerDevMailbox } from "./dev-mailbox.js";
import { type GraphQLParts, registerGraphQLOverHttp } from "./graphql/http.js";
import { formatRequestError } from "./graphql/request-errors.js";
import { serveSockets } from "./graphql/socket.js";
import { localeOf } from "./graphql/texts.js";
import type { Metrics } from "./infra/metrics.js";
import type { MailService } from "./modules/mail/index.js";
import { RequestError } from "./shared/errors.js";

const WEB_FILES = fileURLToPath(new URL("../../web/dist/", import.meta.url));

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Positions of sheets and lists are inline styles; they cannot run anything.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const SECURITY_HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=()",
} as const;

export interface ServerParts extends GraphQLParts {
  source: DataSource;
  metrics: Metrics;
  mail: MailService;
}

/** One port for everything: the web app, GraphQL over HTTP and sockets, GraphiQL, health. Not yet listening. */
export async function createServer(parts: ServerParts) {
  const { config, logger } = parts;
  const app: FastifyInstance = fastify({
    genReqId: () => randomUUID(),
    trustProxy: (_address, hop) => hop < config.TRUSTED_PROXIES,
    bodyLimit: 1_000,
    // Idle connections are closed at once when stopping; those with a request may end it.
    forceCloseConnections: "idle",
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  });
  // A form of another site can send text/plain without asking: JSON alone is read.
  app.removeContentTypeParser("text/plain");
  await app.register(fastifyCookie);

  const isAllowedOrigin = originCheck(config.ALLOWED_ORIGINS);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id).headers(SECURITY_HEADERS);
    if (config.production) reply.header("strict-transport-security", "max-age=31536000; includeSubDomains");
    if (request.method === "POST") {
      reply.header("cache-control", "no-store");
      if (!isAllowedOrigin(request.raw)) throw new RequestError("FORBIDDEN", undefined, "foreign origin");
    }
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error instanceof RequestError ? 403 : (error.statusCode ?? 500);
    const cause =
      status < 500 && !(error instanceof RequestError) ? RequestError.badInput("body", error.message) : error;
    const shown = formatRequestError(cause, {
      locale: localeOf(request.headers["accept-language"]),
      requestId: request.id,
      verbose: !config.production,
      logger,
    });
    return reply.code(status).send({ errors: [shown] });
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
    if (!mayReadMetrics(request.headers.authorization, config)) return reply.code(404).send();
    return reply.type(parts.metrics.contentType).send(await parts.metrics.render());
  });
  await registerGraphQLOverHttp(app, parts);
  if (!config.production && !config.SMTP_URL) registerDevMailbox(app, parts.mail);
  await registerWebFiles(app, config.production);
  const sockets = serveSockets(app.server, parts, isAllowedOrigin);

  return {
    app,
    sockets,
    async stop(): Promise<void> {
      await sockets.stop();
      await app.close();
    },
  };
}

/** Open on a laptop; in production only to who shows METRICS_TOKEN, and to nobody when there is none. */
function mayReadMetrics(authorization: string | undefined, { production, METRICS_TOKEN }: Config): boolean {
  if (METRICS_TOKEN === undefined) return !production;
  const [shown, wanted] = [authorization ?? "", `Bearer ${METRICS_TOKEN}`].map((text) =>
    createHash("sha256").update(text).digest(),
  ) as [Buffer, Buffer];
  return timingSafeEqual(shown, wanted);
}

/** Browsers name the page's origin: ours, or one that the configuration names. Other programs name none. */
function originCheck(allowed: readonly string[]) {
  return (request: IncomingMessage): boolean => {
    const { origin, host } = request.headers;
    if (origin === undefined) return true;
    if (allowed.includes(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  };
}

/** The built web app: hashed files for ever, pages never from a cache, unknown paths to the app's own router. */
async function registerWebFiles(app: FastifyInstance, production: boolean): Promise<void> {
  if (!existsSync(join(WEB_FILES, "index.html"))) return;
  await app.register(fastifyStatic, {
    root: WEB_FILES,
    index: false,
    redirect: false,
    cacheControl: false,
    allowedPath: (path) => !(production && path.startsWith("/graphiql")),
    setHeaders: (reply, path) => {
      const isHashed = path.includes("/assets/");
      reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  const page = (name: string) => readFile(join(WEB_FILES, name), "utf8");
  const home = await page("index.html");
  const graphiql = production ? null : await page("graphiql/index.html").catch(() => null);
  for (const url of ["/graphiql", "/graphiql/"]) {
    app.get(url, (_request, reply) =>
      graphiql ? reply.header("cache-control", "no-cache").type("text/html").send(graphiql) : reply.code(404).send(),
    );
  }
  app.get("/", (_request, reply) => reply.header("cache-control", "no-cache").type("text/html").send(home));
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === "GET" && request.headers.accept?.includes("text/html");
    // Only a document falls back to the app: a missing script must not come as a page.
    if (!wantsPage) return reply.code(404).send();
    return reply.header("cache-control", "no-cache").type("text/html").send(home);
  });
}
