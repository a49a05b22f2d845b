import { resolve } from "node:path";
import { ConfigError, readConfig } from "./config.js";
import { createDataSource } from "./data-source.js";
import { reachEmbeddedPostgres } from "./embedded-postgres.js";
import { insightsProjection } from "./modules/insights/index.js";
import { OutboxReader } from "./modules/outbox/index.js";
import { StartupError } from "./startup-error.js";

/** `npm run insights:rebuild`: makes the sums of the insights anew from the first event. It may run beside the server. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const database = config.DATABASE_URL
    ? { ownerUrl: config.DATABASE_OWNER_URL ?? config.DATABASE_URL, stop: async () => undefined }
    : await reachEmbeddedPostgres({ dataDir: resolve(config.DATA_DIR), log: () => undefined });
  try {
    const source = await createDataSource({ url: database.ownerUrl, asRole: "chickpay_app" }, 2).initialize();
    const startedAt = performance.now();
    await new OutboxReader(source).rebuild(insightsProjection);
    const [{ position }] = await source.query(`SELECT position FROM outbox_positions WHERE reader = $1`, [
      insightsProjection.reader,
    ]);
    console.log(`Made anew from ${position} events in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
    await source.destroy();
  } finally {
    await database.stop();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const expected = error instanceof StartupError || error instanceof ConfigError;
    console.error(expected ? error.message : `The insights could not be made anew: ${(error as Error).message}`);
    process.exit(1);
  },
);
