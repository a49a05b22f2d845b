import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../src/embedded-postgres.js";

/** A server of PostgreSQL on files of its own, and the end of both. */
export async function startTemporaryPostgres(
  name: string,
): Promise<{ postgres: EmbeddedPostgres; end(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), `chickpay-${name}-`));
  // mkdtemp makes it private; run as root, the server's own user must be able to enter.
  await chmod(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  return {
    postgres,
    async end() {
      await postgres.stop();
      // A server that had to be ended without ceremony leaves processes that write for a moment more.
      for (const directory of [postgres.cluster, dataDir])
        await rm(directory, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
