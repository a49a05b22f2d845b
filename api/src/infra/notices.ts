import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import type { Logger } from "./logger.js";

const RETRY_MS = 1_000;

/**
 * Hears what other processes say on a channel of the database, until it is stopped. A connection that breaks is made
 * anew; what was said meanwhile is lost, so whoever listens also looks for itself, at the latest when `heard` is called
 * for the new connection.
 */
export function listen(connect: () => Client, channel: string, heard: () => Promise<void>, logger: Logger) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      const client = connect();
      const broken = new Promise<void>((resolve) => {
        client.on("error", () => resolve());
        client.on("end", () => resolve());
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      const hear = () =>
        void heard().catch((error: unknown) => logger.error({ err: error, channel }, "notice not read"));
      client.on("notification", hear);
      try {
        await client.connect();
        await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
        hear();
        await broken;
      } catch (error) {
        logger.warn({ err: error, channel }, "cannot listen to other processes");
      }
      await client.end().catch(() => undefined);
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
}
