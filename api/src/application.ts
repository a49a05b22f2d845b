import type { Config } from "./config.js";
import { createContainer } from "./container.js";
import {
  createCounterPool,
  createDataSource,
  createJobPool,
  createLedgerPool,
  createListener,
  type DatabaseAccess,
} from "./data-source.js";
import { Callers } from "./graphql/callers.js";
import { createGuards, type Guards } from "./graphql/guards.js";
import { createSchema } from "./graphql/schema.js";
import { readTrustedDocuments, TrustedDocuments } from "./graphql/trusted-documents.js";
import { startJobs } from "./infra/jobs.js";
import type { Logger } from "./infra/logger.js";
import { Metrics } from "./infra/metrics.js";
import { listen } from "./infra/notices.js";
import { connectRedis } from "./infra/redis.js";
import type { Secrets } from "./local-secrets.js";
import { SESSIONS_ENDED } from "./modules/auth/index.js";
import { createServer } from "./server.js";
import type { SessionId } from "./shared/ids.js";
import { StartupError } from "./startup-error.js";
import { tasksOf } from "./tasks.js";
import { startWorkers } from "./workers.js";

export interface ApplicationParts {
  config: Config;
  /** A migrated database. */
  access: DatabaseAccess;
  secrets: Secrets;
  logger: Logger;
  /** Instead of some of the ordinary guards. Only tests, which show what each of them is good for, have a use for it. */
  guards?: Partial<Guards>;
}

/**
 * Connects, seeds, and serves: all of the process but its database and its signals.
 * @throws StartupError when it cannot listen; what was started is stopped again
 */
export async function startApplication({ config, access, secrets, logger, ...parts }: ApplicationParts) {
  /** Newest last; stopped in the other order. */
  const started: Array<() => Promise<unknown>> = [];
  const stop = async () => {
    for (const each of started.splice(0).reverse()) await each();
  };
  try {
    const source = createDataSource(access, config.DATABASE_POOL_SIZE);
    await source.initialize().catch((error: unknown) => {
      throw new StartupError(`The database cannot be used: ${(error as Error).message}.`);
    });
    started.push(() => source.destroy());
    const ledgerPool = createLedgerPool(access, config.LEDGER_IN_FLIGHT_MAX + 2);
    started.push(() => ledgerPool.end());
    const counterPool = createCounterPool(access);
    started.push(() => counterPool.end());
    const redis = config.REDIS_URL ? connectRedis(config.REDIS_URL, logger) : null;
    started.push(async () => redis?.stop());

    let onSessionRevoked = (_session: SessionId): void => undefined;
    const services = createContainer({
      config,
      source,
      ledgerPool,
      counterPool,
      redis: redis?.client ?? null,
      logger,
      ...secrets,
      onSessionRevoked: (session) => onSessionRevoked(session),
    });
    started.push(async () => services.mail.close());
    if (!(await services.users.isFindable())) {
      throw new StartupError("DATA_KEYS: members are not found with these keys; the last one must be the oldest.");
    }
    const hasDemo = config.demoData && (await services.demo.seed());
    const metrics = new Metrics();
    metrics.observe("chickpay_ledger_queue_depth", "Movements waiting or in flight", () => services.engine.depth);
    metrics.observe("chickpay_balance_watchers", "Live balance subscriptions", () => services.balances.watcherCount);
    if (redis) {
      const isReady = () => Number(redis.client.status === "ready");
      metrics.observe("chickpay_redis_ready", "Whether Redis counts paces (1), or the database meanwhile (0)", isReady);
    }
    // Before the first request: tokens of sessions that ended before a restart are not to be believed.
    await services.sessions.hearOfEnded();
    const workers = startWorkers(source, services, metrics, logger);
    started.push(() => workers.stop());
    const jobPool = createJobPool(access);
    started.push(() => jobPool.end());
    const jobs = await startJobs(jobPool, tasksOf(services), logger);
    started.push(() => jobs.stop());
    const listener = listen(
      () => createListener(access),
      SESSIONS_ENDED,
      () => services.sessions.hearOfEnded(),
      logger,
    );
    started.push(() => listener.stop());

    const { container, accessTokens, keyProofs, mail, receiptSigner } = services;
    const schema = await createSchema(container);
    const guards = { ...createGuards(config), ...parts.guards };
    const documents = new TrustedDocuments(schema, await readTrustedDocuments(), {
      limits: guards.limits,
      open: !config.production,
      keys: config.OPERATION_KEYS,
      logger,
    });
    const server = await createServer({
      config,
      schema,
      source,
      logger,
      metrics,
      container,
      callers: new Callers(accessTokens, keyProofs, config),
      guards,
      documents,
      mail,
      receiptSigner,
    });
    onSessionRevoked = (session) => server.sockets.closeSession(session);
    started.push(() => server.stop());
    await server.app.listen({ port: config.PORT, host: config.HOST }).catch((error: unknown) => {
      throw portError(error, config.HOST, config.PORT);
    });

    const address = server.app.server.address();
    const port = typeof address === "object" && address ? address.port : config.PORT;
    return { port, hasDemo, services, source, schema, server: server.app.server, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What a person can do about a port that cannot be had. */
export function portError(error: unknown, host: string, port: number): StartupError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return new StartupError(`Port ${port} is in use; choose another with PORT.`);
  if (code === "EACCES")
    return new StartupError(`Port ${port} may not be used by this user; choose another with PORT.`);
  return new StartupError(`Cannot listen on ${host}:${port}: ${message}.`);
}
