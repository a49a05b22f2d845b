import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { reachDatabase } from "./command-database.js";
import { ConfigError, readConfig } from "./config.js";
import { createContainer } from "./container.js";
import { createDataSource, createLedgerPool, migrate } from "./data-source.js";
import { createLogger } from "./infra/logger.js";
import { secretsOf } from "./local-secrets.js";
import { DomainError } from "./shared/errors.js";
import { StartupError } from "./startup-error.js";

const USAGE = "npm run staff -- --email kim@example.kr --role administrator|operator|member";

/**
 * `npm run staff`: gives a member another role, at once. The way to the first administrator; later ones are made in the
 * product. Exit code 0: done; 1: refused.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { email: { type: "string" }, role: { type: "string" } } });
  const { email, role } = values;
  if (!email || (role !== "administrator" && role !== "operator" && role !== "member")) throw new StartupError(USAGE);
  const config = readConfig(process.env);
  const dataDir = resolve(config.DATA_DIR);
  const database = await reachDatabase(config);
  const { access } = database;
  try {
    await migrate(database.ownerUrl);
    const source = await createDataSource(access, 2).initialize();
    // Moves no money and counts no tries.
    const ledgerPool = createLedgerPool(access, 1);
    const { staff, mail } = createContainer({
      config,
      source,
      ledgerPool,
      counterPool: ledgerPool,
      redis: null,
      logger: createLogger(config.LOG_LEVEL),
      ...(await secretsOf(config, dataDir)),
      onSessionRevoked: () => undefined,
    });
    try {
      await staff.appoint(email, role);
      console.log(`${email} is ${role} now. Every session of theirs has ended.`);
    } finally {
      mail.close();
      await ledgerPool.end();
      await source.destroy();
    }
  } finally {
    await database.stop();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const expected = error instanceof StartupError || error instanceof ConfigError;
    const refused = error instanceof DomainError ? `Refused: ${error.code}` : (error as Error).message;
    console.error(expected ? error.message : refused);
    process.exit(1);
  },
);
