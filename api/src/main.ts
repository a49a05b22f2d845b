import "reflect-metadata";
import { createServer as createProbe } from "node:net";
import { resolve } from "node:path";
import { portError, startApplication } from "./application.js";
import { configuredDatabase } from "./command-database.js";
import { type Config, ConfigError, readConfig } from "./config.js";
import { type DatabaseAccess, migrate } from "./data-source.js";
import { startEmbeddedPostgres } from "./embedded-postgres.js";
import { createLogger } from "./infra/logger.js";
import { secretsOf } from "./local-secrets.js";
import { DEMO_LOGINS } from "./modules/demo/index.js";
import { StartupError } from "./startup-error.js";

/** What has been started, newest last; stopped in the other order. */
const started: Array<{ name: string; stop(): Promise<unknown> }> = [];
let stopping: Promise<void> | undefined;

function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (const each of started.reverse()) {
      await each.stop().catch((error: unknown) => console.error(`Stopping ${each.name}: ${String(error)}`));
    }
  })();
  return stopping;
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.LOG_LEVEL);
  const dataDir = resolve(config.DATA_DIR);
  await requireFreePort(config.HOST, config.PORT);

  const database = await openDatabase(config, dataDir);
  await migrate(database.ownerUrl).catch((error: unknown) => {
    throw new StartupError(`The database cannot be used: ${(error as Error).message}.`);
  });

  const secrets = await secretsOf(config, dataDir);
  const application = await startApplication({ config, access: database.access, secrets, logger });
  started.push({ name: "the application", stop: () => application.stop() });
  greet(config, application.port, application.hasDemo);
}

async function openDatabase(
  config: ReturnType<typeof readConfig>,
  dataDir: string,
): Promise<{ ownerUrl: string; access: DatabaseAccess }> {
  if (config.DATABASE_URL) return configuredDatabase(config, config.DATABASE_URL);
  const postgres = await startEmbeddedPostgres({ dataDir, log: (line) => console.log(line) });
  started.push({ name: "PostgreSQL", stop: () => postgres.stop() });
  return { ownerUrl: postgres.ownerUrl, access: { url: postgres.appUrl } };
}

/** Asked before anything is built up, so that a busy port costs no start of a database. */
async function requireFreePort(host: string, port: number): Promise<void> {
  const probe = createProbe();
  try {
    await new Promise<void>((done, fail) => {
      probe.once("error", fail);
      probe.listen(port, host, done);
    });
  } catch (error) {
    throw portError(error, host, port);
  } finally {
    await new Promise<void>((done) => probe.close(() => done()));
  }
}

function greet({ HOST: host, SMTP_URL, production }: Config, port: number, hasDemo: boolean): void {
  const address = `http://${host === "0.0.0.0" || host === "::" ? "localhost" : host}:${port}`;
  const lines = ["", `  Chickpay  ${address}`];
  if (!production) lines.push(`  GraphiQL  ${address}/graphiql`);
  if (!production && !SMTP_URL) lines.push(`  Mailbox   ${address}/dev/mailbox`);
  if (hasDemo) {
    lines.push("", "  Demo logins:");
    for (const { email, password, name } of DEMO_LOGINS) lines.push(`    ${email.padEnd(26)} ${password}   ${name}`);
  }
  lines.push("", "  Ctrl-C stops everything.", "");
  console.log(lines.join("\n"));
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (!stopping) console.log("\nStopping …");
    void stopAll().then(() => process.exit(0));
  });
}

main().catch(async (error: unknown) => {
  const expected = error instanceof StartupError || error instanceof ConfigError;
  console.error(expected ? error.message : error);
  await stopAll();
  process.exit(1);
});
