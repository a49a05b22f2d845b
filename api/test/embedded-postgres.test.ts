import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type EmbeddedPostgres,
  reachEmbeddedPostgres,
  StartupError,
  startEmbeddedPostgres,
} from "../src/embedded-postgres.js";

const noop = () => undefined;

let dataDir: string;
let running: EmbeddedPostgres[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "chickpay-pg-"));
  await chmod(dataDir, 0o755);
  running = [];
});

afterEach(async () => {
  // All first: two that ran one after the other have their files in the same place.
  for (const postgres of running) await postgres.stop();
  for (const { cluster } of running) await rm(cluster, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
});

async function start(log: (line: string) => void = noop): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  running.push(postgres);
  return postgres;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", noop);
  await client.connect();
  try {
    const { rows } = await client.query(sql);
    return rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

async function postmasterPid(cluster: string): Promise<number> {
  return Number((await readFile(join(cluster, "postmaster.pid"), "utf8")).split("\n")[0]);
}

/** The server as another Chickpay would run it, so that it can be killed. */
async function startElsewhere(): Promise<ChildProcess> {
  const worker = fileURLToPath(new URL("./embedded-postgres-process.mjs", import.meta.url));
  const child = spawn(process.execPath, [worker, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

describe("embedded PostgreSQL", () => {
  test("a command finds nothing where nothing was ever started, and makes nothing there", async () => {
    await expect(reachEmbeddedPostgres({ dataDir, log: noop })).rejects.toThrow(
      /There is no database in .*start Chickpay/,
    );
    expect(await readdir(dataDir)).toEqual([]);
  });

  test("keeps its data over a restart, durable and without superuser rights for the application", async () => {
    const first = await start();
    await query(first.ownerUrl, "CREATE TABLE kept AS SELECT 42 AS answer");
    expect(
      await query(first.ownerUrl, "SELECT rolname, rolsuper FROM pg_roles WHERE rolname LIKE 'chickpay%'"),
    ).toEqual(
      expect.arrayContaining([
        { rolname: "chickpay_owner", rolsuper: false },
        { rolname: "chickpay_app", rolsuper: false },
      ]),
    );
    await expect(query(first.appUrl, "SELECT * FROM kept")).rejects.toThrow("permission denied");
    await expect(query(first.appUrl, "CREATE TABLE public.mine ()")).rejects.toThrow("permission denied");
    for (const setting of ["fsync", "synchronous_commit", "full_page_writes", "data_checksums"]) {
      expect(await query(first.appUrl, `SHOW ${setting}`)).toEqual([{ [setting]: "on" }]);
    }
    await first.stop();

    const second = await start();
    expect(await query(second.ownerUrl, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  });

  test("refuses a second Chickpay on the same directory and does not disturb the first", async () => {
    const first = await start();
    const refusal = await start().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartupError);
    expect((refusal as Error).message).toMatch(/^Another Chickpay is already running on .+\.$/);
    expect(await query(first.appUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("comes back by itself when the server is killed", async () => {
    const postgres = await start();
    await query(postgres.ownerUrl, "CREATE TABLE kept AS SELECT 42 AS answer");
    const idle = new pg.Client({ connectionString: postgres.appUrl });
    idle.on("error", noop);
    await idle.connect();

    const isUp = once(postgres, "up");
    const isDown = once(postgres, "down");
    process.kill(await postmasterPid(postgres.cluster), "SIGKILL");

    expect(await isDown).toEqual(["SIGKILL"]);
    const [downMs] = await isUp;
    expect(downMs).toBeLessThan(5000);
    expect(await query(postgres.ownerUrl, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
    await idle.end().catch(noop);
  });

  // A backend that waits inside shared memory for one that was killed hears of nothing; a stopped one is as deaf.
  test.runIf(process.platform === "linux")("comes back though a backend outlives its killed server", async () => {
    const lines: string[] = [];
    const postgres = await start((line) => lines.push(line));
    const deaf = new pg.Client({ connectionString: postgres.appUrl });
    deaf.on("error", noop);
    await deaf.connect();
    const { rows } = await deaf.query("SELECT pg_backend_pid() AS pid");
    process.kill(rows[0].pid, "SIGSTOP");

    const isUp = once(postgres, "up");
    process.kill(await postmasterPid(postgres.cluster), "SIGKILL");

    await isUp;
    expect(lines).toContainEqual(expect.stringContaining("outlived its server"));
    expect(await query(postgres.ownerUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await deaf.end().catch(noop);
  });

  test("stops the server that a killed Chickpay left running and keeps what it had written", async () => {
    const killed = await startElsewhere();
    const orphan = await postmasterPid(join(dataDir, "postgres"));
    killed.kill("SIGKILL");
    await once(killed, "exit");
    expect(() => process.kill(orphan, 0)).not.toThrow();

    const lines: string[] = [];
    const postgres = await start((line) => lines.push(line));
    expect(lines).toContainEqual(expect.stringContaining("left running"));
    expect(await postmasterPid(postgres.cluster)).not.toBe(orphan);
    expect(await query(postgres.ownerUrl, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  });

  test("starts over a process id that belongs to another program, and over a half-made cluster", async () => {
    const first = await start();
    await first.stop();
    await writeFile(join(first.cluster, "postmaster.pid"), `${process.pid}\n${first.cluster}\n1\n5432\n/nowhere\n`);
    await mkdir(join(dataDir, "postgres.new-0000"));

    const second = await start();
    expect(await query(second.appUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("an interrupted preparation leaves nothing behind", async () => {
    await mkdir(join(dataDir, "postgres.new-0000", "base"), { recursive: true });
    await start();
    expect(await readdir(dataDir)).toEqual(["postgres"]);
  });

  test("names the data directory when it cannot be written", async () => {
    const file = join(dataDir, "file");
    await writeFile(file, "");
    await expect(startEmbeddedPostgres({ dataDir: join(file, "data"), log: noop })).rejects.toThrow(
      /^Cannot write to the data directory .+ \(it is not a directory\); set DATA_DIR to another directory\.$/,
    );
    await expect(startEmbeddedPostgres({ dataDir: "/proc/chickpay", log: noop })).rejects.toThrow(StartupError);
  });

  test("refuses the data of another major version", async () => {
    const first = await start();
    await first.stop();
    await writeFile(join(first.cluster, "PG_VERSION"), "16\n");
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 16 and this is 18/);
  });

  test("opens its socket to its own user alone", async () => {
    const postgres = await start();
    const directory = new URL(postgres.appUrl).searchParams.get("host") ?? "";
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    await postgres.stop();
    await expect(stat(directory)).rejects.toThrow("ENOENT");
  });
});
