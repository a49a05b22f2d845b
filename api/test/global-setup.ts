import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "../src/data-source.js";
import { createDatabase, databaseUrl, startEmbeddedPostgres } from "../src/embedded-postgres.js";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { adminUrl: string; template: string };
  }
}

const TEMPLATE = "chickpay_template";

/** One server for the whole run, with one migrated database that the test files copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "chickpay-test-"));
  // mkdtemp makes it private; run as root, the server's own user must be able to enter.
  await chmod(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  const teardown = async () => {
    await postgres.stop();
    await rm(postgres.cluster, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await createDatabase(postgres.adminUrl, TEMPLATE);
    await migrate(databaseUrl(postgres.adminUrl, "chickpay_owner", TEMPLATE));
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("postgres", { adminUrl: postgres.adminUrl, template: TEMPLATE });
  return teardown;
}
