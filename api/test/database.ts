import { randomBytes } from "node:crypto";
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
    release: () => dropDatabase(adminUrl, name),
  };
}
