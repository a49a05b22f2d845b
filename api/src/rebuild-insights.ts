import { reachDatabase } from "./command-database.js";
import { ConfigError, readConfig } from "./config.js";
import { createDataSource, migrate } from "./data-source.js";
import { insightsProjection } from "./modules/insights/index.js";
import { OutboxReader } from "./modules/outbox/index.js";
import { StartupError } from "./startup-error.js";

/** `npm run insights:rebuild`: makes the sums of the insights anew from the first event. It may run beside the server. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const database = await reachDatabase(config);
  try {
    await migrate(database.ownerUrl);
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
