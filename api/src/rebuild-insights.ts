import { reachDatabase } from "./command-database.js";
import { ConfigError, readConfig } from "./config.js";
import { createDataSource, migrate } from "./data-source.js";
import { historyProjection } from "./modules/history/index.js";
import { insightsProjection } from "./modules/insights/index.js";
import { OutboxReader } from "./modules/outbox/index.js";
import { StartupError } from "./startup-error.js";

/** `npm run insights:rebuild`: makes all that is read from events anew from the first one. It may run beside the server. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const database = await reachDatabase(config);
  try {
    await migrate(database.ownerUrl);
    const source = await createDataSource(database.access, 2).initialize();
    for (const projection of [insightsProjection, historyProjection]) {
      const startedAt = performance.now();
      await new OutboxReader(source).rebuild(projection);
      const [{ position }] = await source.query(`SELECT position FROM outbox_positions WHERE reader = $1`, [
        projection.reader,
      ]);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(`Made ${projection.reader} anew from ${position} events in ${seconds} s.`);
    }
    await source.destroy();
  } finally {
    await database.stop();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const expected = error instanceof StartupError || error instanceof ConfigError;
    console.error(expected ? error.message : `They could not be made anew: ${(error as Error).message}`);
    process.exit(1);
  },
);
