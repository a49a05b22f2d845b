import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "./free-port.ts";

const START_TIMEOUT_MS = 60_000;

export interface Server {
  url: string;
  stop(): Promise<void>;
}

const MAIN = join(import.meta.dirname, "../api/dist/main.js");

/** The built server on a free port and with an empty data directory. */
export async function startServer(settings: Record<string, string> = {}, main = MAIN): Promise<Server> {
  const dataDir = mkdtempSync(join(tmpdir(), "chickpay-e2e-"));
  // Run as root, the database has a user of its own who must be able to enter.
  chmodSync(dataDir, 0o755);
  const port = await findFreePort();
  const { DATABASE_URL: _, ...inherited } = process.env;
  const server = spawn(process.execPath, [main], {
    env: {
      ...inherited,
      NODE_ENV: "production",
      APP_ENV: "development",
      PORT: String(port),
      DATA_DIR: dataDir,
      // What hashing costs is a proof's own; here it would only keep screens waiting on a busy machine.
      PASSWORD_HASH_MEMORY_KIB: "19456",
      PASSWORD_HASH_PASSES: "2",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output = (output + chunk).slice(-20_000);
    });
  }
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
  };

  const url = `http://localhost:${port}`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isServing(url))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The server did not start:\n${output}`);
    }
    await sleep(100);
  }
  return { url, stop };
}

async function isServing(url: string): Promise<boolean> {
  return await fetch(`${url}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
}
