import { Redis } from "ioredis";
import type { Logger } from "./logger.js";

const CONNECT_TIMEOUT_MS = 2_000;
/** Far longer than Redis takes, and no wait that somebody would notice. */
const ANSWER_TIMEOUT_MS = 1_000;
const RETRY_MS = 1_000;

/**
 * A Redis that is ready or refuses at once, for those who have something to fall back on: nothing waits for it, and
 * nothing is sent twice. A connection that breaks or goes silent is made anew for as long as it takes; only its loss and
 * its return are logged.
 */
export function connectRedis(url: string, logger: Logger) {
  const client = new Redis(url, {
    keyPrefix: "chickpay:",
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: ANSWER_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
    retryStrategy: () => RETRY_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  });
  let isLost = false;
  let isStopping = false;
  let reason: Error | undefined;
  client.on("error", (error) => {
    reason = error;
  });
  client.on("close", () => {
    if (!isLost && !isStopping) logger.warn({ err: reason }, "Redis cannot be reached, the database counts meanwhile");
    isLost = true;
  });
  client.on("ready", () => {
    if (isLost) logger.warn("Redis is back");
    isLost = false;
    reason = undefined;
  });
  return {
    client,
    stop(): void {
      isStopping = true;
      client.disconnect();
    },
  };
}

export type { Redis };
