import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";

/** `npm test` looks for one and installs it if need be; run by hand, Debian's is taken when it is there. */
const PROGRAM = [process.env.REDIS_SERVER_PATH, "/usr/bin/redis-server"].find((path) => path && existsSync(path));

/** Whether there is one to test with. @throws in a pipeline, where nobody would notice that tests are left out */
export function hasRedis(): boolean {
  if (PROGRAM) return true;
  const sentence = "No Redis server was found and none could be installed; set REDIS_SERVER_PATH to one.";
  if (process.env.CI === "true") throw new Error(sentence);
  console.warn(`${sentence} Its tests are skipped.`);
  return false;
}

/** A Redis of the tests' own that keeps nothing, to be killed and started again on its port. */
export class RedisServer {
  private child: ChildProcess | undefined;
  constructor(private readonly port: number) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const settings = { port: this.port, bind: "127.0.0.1", save: "", appendonly: "no", dir: tmpdir() };
    const child = spawn(
      PROGRAM ?? "redis-server",
      Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    this.child = child;
    for await (const line of createInterface(child.stdout)) {
      if (line.includes("Ready to accept connections")) return void child.stdout.resume();
    }
    throw new Error("Redis did not come up");
  }

  send(signal: "SIGSTOP" | "SIGCONT"): void {
    this.child?.kill(signal);
  }

  async end(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  }
}
