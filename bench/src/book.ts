import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DatabaseAccess, migrate } from "@chickpay/api/data-source";
import { startEmbeddedPostgres } from "@chickpay/api/embedded-postgres";
import { checkBook, type Violation } from "@chickpay/api/ledger";
import pg from "pg";
import { withClient } from "./client.ts";
import { makeWorld, type World } from "./world.ts";

/** A database of its own with accounts that hold money. */
export interface Book {
  /** Owns the tables: the baselines write them directly, as a program without our functions would. */
  ownerUrl: string;
  /** Owns nothing: a whole API logs in with it. */
  appUrl: string;
  /** As the application connects. */
  access: DatabaseAccess;
  world: World;
  check(): Promise<Violation[]>;
  drop(): Promise<void>;
}

export interface BookServer {
  /** PostgreSQL's version, and the settings that promise durability. */
  describe(): Promise<{ version: string; settings: Record<string, string> }>;
  makeBook(name: string, accounts: number, postings?: number): Promise<Book>;
  stop(): Promise<void>;
}

/**
 * The embedded PostgreSQL on a fresh directory, or the server of `DATABASE_URL`, whose user must be allowed to create
 * databases: the bench makes its own there and drops them.
 */
export async function openServer(url: string | undefined): Promise<BookServer> {
  const { adminUrl, stop } = url === undefined ? await startFresh() : { adminUrl: url, stop: async () => undefined };
  return {
    async describe() {
      return withClient(adminUrl, async (client) => {
        const { rows } = await client.query<{ name: string; setting: string }>(
          `SELECT name, setting FROM pg_settings
           WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'min_wal_size')`,
        );
        const { server_version: version = "unknown", ...settings } = Object.fromEntries(
          rows.map((row) => [row.name, row.setting]),
        );
        return { version, settings };
      });
    },
    async makeBook(name, accounts, postings = 0) {
      const database = `chickpay_bench_${name}`;
      await drop(adminUrl, database);
      await withClient(adminUrl, (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`));
      const ownerUrl = onDatabase(adminUrl, database);
      await migrate(ownerUrl);
      return {
        ownerUrl,
        appUrl: await logInOfApplication(ownerUrl),
        access: { url: ownerUrl, asRole: "chickpay_app" },
        world: await makeWorld(ownerUrl, accounts, postings),
        check: () => withClient(ownerUrl, (client) => checkBook(async (sql) => (await client.query(sql)).rows)),
        drop: () => drop(adminUrl, database),
      };
    },
    async stop() {
      await withClient(adminUrl, (client) => client.query(`DROP ROLE IF EXISTS ${APPLICATION}`));
      await stop();
    },
  };
}

const APPLICATION = "chickpay_bench";

async function logInOfApplication(ownerUrl: string): Promise<string> {
  const password = randomUUID();
  await withClient(ownerUrl, async (client) => {
    const { rowCount } = await client.query(`SELECT FROM pg_roles WHERE rolname = '${APPLICATION}'`);
    if (rowCount === 0) await client.query(`CREATE ROLE ${APPLICATION} LOGIN IN ROLE chickpay_app`);
    await client.query(`ALTER ROLE ${APPLICATION} PASSWORD '${password}'`);
  });
  return Object.assign(new URL(ownerUrl), { username: APPLICATION, password }).href;
}

async function startFresh() {
  const dataDir = await mkdtemp(join(tmpdir(), "chickpay-bench-"));
  // mkdtemp makes it private; run as root, the server's own user must be able to enter.
  await chmod(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  await withClient(postgres.adminUrl, runIn);
  return {
    adminUrl: postgres.adminUrl,
    async stop() {
      await postgres.stop();
      await rm(postgres.cluster, { recursive: true, force: true, maxRetries: 10 });
      await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/**
 * A server that has run for a day writes its log into files it has used before. A fresh one stops all commits for tens
 * of milliseconds whenever it fills a new file with zeros, which no user of a service would ever meet again.
 */
async function runIn(client: pg.Client): Promise<void> {
  for (let file = 0; file < 60; file++) {
    await client.query(
      "SELECT pg_logical_emit_message(false, 'bench', 'a record, so that there is something to switch from')",
    );
    await client.query("SELECT pg_switch_wal()");
  }
  await client.query("CHECKPOINT");
}

function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

const drop = (adminUrl: string, database: string) =>
  withClient(adminUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(database)} WITH (FORCE)`);
  });
