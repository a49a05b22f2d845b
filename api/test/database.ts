import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { inject } from "vitest";
import { createDatabase, databaseUrl, dropDatabase } from "../src/embedded-postgres.js";

export interface TestDatabase {
  ownerUrl: string;
  appUrl: string;
  release(): Promise<void>;
}

/** A fresh, migrated database on the run's server. Release it when the file ends. */
export async function acquireDatabase(): Promise<TestDatabase> {
  const { adminUrl, template } = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await createDatabase(adminUrl, name, template);
  return {
    ownerUrl: databaseUrl(adminUrl, "chickpay_owner", name),
    appUrl: databaseUrl(adminUrl, "chickpay_app", name),
    async release() {
      await waitUntilLeft(adminUrl, name);
      await dropDatabase(adminUrl, name);
    },
  };
}

/** A closed pool's connections take a moment to go; dropping the database under them would be told to nobody's listener. */
async function waitUntilLeft(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (let i = 0; i < 40; i++) {
      const { rows } = await client.query(`SELECT count(*) FROM pg_stat_activity WHERE datname = $1`, [name]);
      if (rows[0].count === "0") return;
      await sleep(50);
    }
  } finally {
    await client.end();
  }
}
