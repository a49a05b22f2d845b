import { resolve } from "node:path";
import type { Config } from "./config.js";
import type { DatabaseAccess } from "./data-source.js";
import { reachEmbeddedPostgres } from "./embedded-postgres.js";

export interface CommandDatabase {
  ownerUrl: string;
  /** As the application connects. */
  access: DatabaseAccess;
  stop(): Promise<void>;
}

/** The database of a command beside the server: the configured one, or the embedded one of `DATA_DIR`. `stop` it after use. */
export async function reachDatabase(config: Config): Promise<CommandDatabase> {
  const { DATABASE_URL, DATA_DIR } = config;
  if (DATABASE_URL) return { ...configuredDatabase(config, DATABASE_URL), stop: async () => undefined };
  const { ownerUrl, stop } = await reachEmbeddedPostgres({ dataDir: resolve(DATA_DIR), log: () => undefined });
  return { ownerUrl, access: { url: ownerUrl, asRole: "chickpay_app" }, stop };
}

/** With one address for both, the application gives up the owner's rights as it connects. */
export function configuredDatabase({ DATABASE_OWNER_URL }: Config, url: string): Omit<CommandDatabase, "stop"> {
  return DATABASE_OWNER_URL
    ? { ownerUrl: DATABASE_OWNER_URL, access: { url } }
    : { ownerUrl: url, access: { url, asRole: "chickpay_app" } };
}
