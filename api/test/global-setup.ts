import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../src/data-source.js";
import { createDatabase, databaseUrl } from "../src/embedded-postgres.js";
import { startTemporaryPostgres } from "./temporary-postgres.js";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { adminUrl: string; template: string };
  }
}

const TEMPLATE = "chickpay_template";

/** One server for the whole run, with one migrated database that the test files copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { postgres, end } = await startTemporaryPostgres("test");
  try {
    await findDeadlocksSoon(postgres.adminUrl);
    await createDatabase(postgres.adminUrl, TEMPLATE);
    await migrate(databaseUrl(postgres.adminUrl, "chickpay_owner", TEMPLATE));
  } catch (error) {
    await end();
    throw error;
  }
  project.provide("postgres", { adminUrl: postgres.adminUrl, template: TEMPLATE });
  return end;
}

/** Proofs that go without a lock meet deadlock upon deadlock, and PostgreSQL waits a second before it looks for one. */
async function findDeadlocksSoon(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query("ALTER SYSTEM SET deadlock_timeout = '100ms'");
    await admin.query("SELECT pg_reload_conf()");
  } finally {
    await admin.end();
  }
}
