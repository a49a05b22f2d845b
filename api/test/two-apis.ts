import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import pg from "pg";
import { acquireDatabase } from "./database.js";
import { ServerProcess } from "./server-process.js";

/** Two API processes on a database of their own, to be killed and started again, and a connection as its owner. */
export async function startTwoApis() {
  const database = await acquireDatabase();
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  // One directory, so that both share the keys that sign tokens.
  const dataDir = await mkdtemp(join(tmpdir(), "chickpay-two-"));
  const environment = {
    APP_ENV: "development",
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATA_DIR: dataDir,
    DEMO_DATA: "off",
    // Large amounts are refused for want of money here, not asked about.
    STEP_UP_AMOUNT: "1000000000000000",
    STEP_UP_NEW_PAYEE_AMOUNT: "1000000000000000",
  };
  const servers = [
    new ServerProcess(environment, await getPort()),
    new ServerProcess(environment, await getPort()),
  ] as const;
  const close = async () => {
    for (const server of servers) await server.end("SIGTERM");
    await owner.end();
    await database.release();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    // One after the other: they share what the first one makes.
    for (const server of servers) await server.start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    servers,
    owner,
    ownerUrl: database.ownerUrl,
    /** The `n` of one row. */
    async number(sql: string, values: unknown[] = []): Promise<number> {
      return Number((await owner.query(sql, values)).rows[0].n);
    },
    close,
  };
}
