import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { alreadyRunning, answers, lockPath } from "./data-directory-lock.js";
import type { Place } from "./embedded-postgres-place.js";
import { StartupError } from "./startup-error.js";

const FAST_STOP_TIMEOUT_MS = 5_000;
const IMMEDIATE_STOP_TIMEOUT_MS = 2_000;

/** A server whose Chickpay was killed still runs. It is ended: its settings and sockets may be old ones. */
export async function stopOrphan({ home, cluster, sockets }: Place, log: (line: string) => void): Promise<void> {
  const pidFile = join(cluster, "postmaster.pid");
  const lines = (await readFile(pidFile, "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  const itsSockets = lines[4];
  if (!(pid > 1)) return;

  if (!(await isPostmaster(pid, cluster))) {
    // After a power cut the number may belong to another program, and PostgreSQL would take that for its own server.
    await rm(pidFile, { force: true });
    return;
  }
  if (itsSockets && itsSockets !== sockets && (await answers(lockPath(itsSockets)))) throw alreadyRunning(home);

  log("Stopping the PostgreSQL that a killed Chickpay left running");
  await endServer(pid, () => isPostmaster(pid, cluster));
}

/** Asks for a clean end first (it writes a checkpoint), then for a fast one that leaves recovery to the next start. */
export async function endServer(pid: number, isAlive: () => boolean | Promise<boolean>): Promise<void> {
  for (const [signal, timeoutMs] of [
    ["SIGINT", FAST_STOP_TIMEOUT_MS],
    ["SIGQUIT", IMMEDIATE_STOP_TIMEOUT_MS],
    ["SIGKILL", IMMEDIATE_STOP_TIMEOUT_MS],
  ] as const) {
    const deadline = performance.now() + timeoutMs;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") return;
      throw new StartupError(
        `The PostgreSQL server with process id ${pid} belongs to another user and cannot be stopped.`,
      );
    }
    while (performance.now() < deadline) {
      if (!(await isAlive())) return;
      await sleep(20);
    }
  }
}

/** Whether process `pid` is the postmaster of `cluster`; its command line says so. */
async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === "linux") {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    return command.split("\0").includes(cluster);
  }
  const ps = spawn("/bin/ps", ["-o", "command=", "-p", String(pid)], { stdio: ["ignore", "pipe", "ignore"] });
  let command = "";
  ps.stdout.on("data", (chunk) => {
    command += chunk;
  });
  await once(ps, "close");
  return command.includes(cluster);
}

/**
 * Ends backends that outlived their postmaster. They see for themselves that it is gone, but not while one waits for a
 * lock inside shared memory whose holder was killed: that one waits for ever, and no new server can start before it ends.
 */
export async function endSurvivors(cluster: string, log: (line: string) => void): Promise<void> {
  if (process.platform !== "linux") return;
  const entries = await readdir("/proc").catch(() => []);
  for (const pid of entries.filter((entry) => /^\d+$/.test(entry)).map(Number)) {
    const directory = await readlink(`/proc/${pid}/cwd`).catch(() => "");
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (directory !== cluster || !command.startsWith("postgres:")) continue;
    log(`Ending a PostgreSQL backend that outlived its server (process ${pid})`);
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself in between.
    }
  }
}

export function isRunning(server: ChildProcess): boolean {
  return server.pid !== undefined && server.exitCode === null && server.signalCode === null;
}

/** Resolves to the exit code, or to the error that kept the program from running. */
export async function exitOf(child: ChildProcess): Promise<number | Error | null> {
  return await new Promise((resolve) => {
    child.once("error", resolve);
    // "close" comes after the last of its output.
    child.once("close", resolve);
  });
}

/** Keeps the end of what the program says on its error stream. */
export function collect(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    text = (text + chunk).slice(-4000);
  });
  return () => text;
}

/** The program's own complaint, as the tail of a sentence. */
export function reasonIn(output: string, code: number | Error | null): string {
  if (code instanceof Error) return code.message;
  const lines = output.split("\n").filter((line) => line.trim());
  const complaint = lines.findLast((line) => /\b(FATAL|PANIC|error):/.test(line)) ?? lines.at(-1);
  return complaint?.replace(/^.*?\b(FATAL|PANIC|error):\s*/, "").replace(/\.$/, "") ?? `exit code ${code}`;
}
