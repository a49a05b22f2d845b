import { resolve } from "node:path";
import type { Config } from "./config.js";
import { reachEmbeddedPostgres } from "./embedded-postgres.js";

/** The database of a command beside the server: the configured one, or the embedded one of `DATA_DIR`. `stop` it after use. */
export async function reachDatabase(config: Config): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  const { DATABASE_URL, DATABASE_OWNER_URL, DATA_DIR } = config;
  if (DATABASE_URL) return { ownerUrl: DATABASE_OWNER_URL ?? DATABASE_URL, stop: async () => undefined };
  return reachEmbeddedPostgres({ dataDir: resolve(DATA_DIR), log: () => undefined });
}
