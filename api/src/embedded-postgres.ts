import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import { existsSync } from "node:fs";
import {
  appendFile,
  chown,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  rmdir,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import type { Server } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { alreadyRunning, answers, holdLock, lockPath } from "./data-directory-lock.js";
import { cannotWrite, choosePlace, type Place, removeUnfinishedClusters } from "./embedded-postgres-place.js";
import {
  collect,
  endServer,
  endSurvivors,
  exitOf,
  isRunning,
  reasonIn,
  stopOrphan,
} from "./embedded-postgres-processes.js";
import { settingsOf } from "./embedded-postgres-settings.js";
import { StartupError } from "./startup-error.js";

export { StartupError };

/** Names the socket file; nothing listens on TCP. */
const PORT = 5432;
const DATABASE = "chickpay";
const OWNER = "chickpay_owner";
const APP = "chickpay_app";

/** Crash recovery replays at most max_wal_size of log; a laptop does that well within this. */
const READY_TIMEOUT_MS = 120_000;
/** After a killed postmaster its backends hold the shared memory until they notice, which takes moments. */
const SURVIVORS_MAY_LIVE_MS = 5_000;
const SHARED_MEMORY_TIMEOUT_MS = 15_000;
const RESTART_DELAY_MAX_MS = 5_000;
/** Cleaners of /tmp delete what nobody touched for days. */
const LOCK_TOUCH_INTERVAL_MS = 3_600_000;

interface Options {
  dataDir: string;
  /** Takes one line of progress or of trouble. */
  log: (line: string) => void;
}

/**
 * Starts the PostgreSQL server that comes with the packages, on a private Unix socket, with its files in `dataDir`.
 * A server that dies is started again; see the events of {@link EmbeddedPostgres}.
 *
 * @throws {StartupError} when a person has to act: no permission, another Chickpay on this directory, a foreign version
 */
export async function startEmbeddedPostgres({ dataDir, log }: Options): Promise<EmbeddedPostgres> {
  const place = await choosePlace(dataDir, log);
  const lock = await holdLock(lockPath(place.sockets));
  if (!lock) throw alreadyRunning(place.home);

  const postgres = new EmbeddedPostgres(place, lock, log);
  try {
    await postgres.start();
    return postgres;
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/**
 * For commands beside the server: the database of a Chickpay that runs on `dataDir`, or one started for the purpose.
 * `stop` ends only what this call started.
 *
 * @throws {StartupError} when there is none: a new one would have nothing in it to command
 */
export async function reachEmbeddedPostgres(options: Options): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  const { home, cluster, sockets } = await choosePlace(options.dataDir, () => undefined);
  if (await answers(lockPath(sockets))) {
    return { ownerUrl: databaseUrl(adminUrlOf(sockets), OWNER, DATABASE), stop: async () => undefined };
  }
  if (!existsSync(join(cluster, "PG_VERSION")))
    throw new StartupError(`There is no database in ${home}: start Chickpay first, or set DATA_DIR or DATABASE_URL.`);
  return startEmbeddedPostgres(options);
}

/** `down` carries the reason the server ended by itself; `up` the milliseconds it was away. */
export class EmbeddedPostgres extends EventEmitter<{ down: [reason: string]; up: [downMs: number] }> {
  /** The superuser on database `postgres`: for tests and operations, never for the application. */
  readonly adminUrl: string;
  /** Owns the schema; migrations run as this role. */
  readonly ownerUrl: string;
  /** Holds only what migrations granted; the application runs as this role. */
  readonly appUrl: string;
  /** Where PostgreSQL's files are, which for root may be outside the data directory. */
  readonly cluster: string;

  readonly #place: Place;
  readonly #lock: Server;
  readonly #log: (line: string) => void;
  readonly #touching: NodeJS.Timeout;
  #server: ChildProcess | undefined;
  #stopping: Promise<void> | undefined;

  constructor(place: Place, lock: Server, log: (line: string) => void) {
    super();
    this.#place = place;
    this.#lock = lock;
    this.#log = log;
    this.cluster = place.cluster;
    this.adminUrl = adminUrlOf(place.sockets);
    this.ownerUrl = databaseUrl(this.adminUrl, OWNER, DATABASE);
    this.appUrl = databaseUrl(this.adminUrl, APP, DATABASE);
    const path = lockPath(place.sockets);
    this.#touching = setInterval(
      () => void utimes(path, new Date(), new Date()).catch(() => undefined),
      LOCK_TOUCH_INTERVAL_MS,
    );
    this.#touching.unref();
    process.on("exit", this.#stopWithoutWaiting);
  }

  async start(): Promise<void> {
    await this.#makeCluster();
    await this.#writeSettings();
    const startedAt = performance.now();
    await this.#launch();
    await createRolesAndDatabase(this.adminUrl);
    this.#log(`PostgreSQL is ready (${seconds(startedAt)})`);
  }

  /** Ends the server cleanly, or without ceremony when that takes more than 5 s. Safe to call twice. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    clearInterval(this.#touching);
    const server = this.#server;
    if (server?.pid && isRunning(server)) await endServer(server.pid, () => isRunning(server));
    process.off("exit", this.#stopWithoutWaiting);
    await new Promise((done) => this.#lock.close(done));
    await rmdir(this.#place.sockets).catch(() => undefined);
  }

  /** The last resort of a process that ends without calling stop(): the server shuts down on its own. */
  readonly #stopWithoutWaiting = (): void => {
    this.#server?.kill("SIGINT");
  };

  /** Prepared under another name and renamed, so that an interrupted initdb leaves no half-made cluster. */
  async #makeCluster(): Promise<void> {
    const { cluster, version, home, link } = this.#place;
    const found = await readFile(join(cluster, "PG_VERSION"), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw cannotWrite(cluster, error);
    });
    const major = version.split(".")[0];
    if (found !== undefined) {
      if (found.trim() === major) return;
      throw new StartupError(
        `The data in ${cluster} was made by PostgreSQL ${found.trim()} and this is ${major}; move it with pg_upgrade or set DATA_DIR to another directory.`,
      );
    }

    const startedAt = performance.now();
    this.#log(`Preparing PostgreSQL ${version.replace(/-.*/, "")} in ${home} …`);
    try {
      await removeUnfinishedClusters(cluster);
      const unfinished = `${cluster}.new-${randomBytes(4).toString("hex")}`;
      await mkdir(unfinished, { mode: 0o700 });
      await this.#own(unfinished);
      await this.#initialise(unfinished);
      await appendFile(join(unfinished, "postgresql.conf"), "\ninclude 'chickpay.conf'\n");
      // The name stays after a power cut only once the directory is on disk.
      await rename(unfinished, cluster);
      await synchronise(dirname(cluster));
      if (link) await symlink(cluster, link);
    } catch (error) {
      throw error instanceof StartupError ? error : cannotWrite(home, error);
    }
    this.#log(`PostgreSQL is prepared (${seconds(startedAt)})`);
  }

  async #initialise(directory: string): Promise<void> {
    // The built-in locale sorts the same on every operating system; the C library's differs between versions.
    const initdb = this.#spawn("initdb", [
      ...["-D", directory, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--data-checksums"],
      ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ]);
    const output = collect(initdb);
    const code = await exitOf(initdb);
    if (code !== 0)
      throw new StartupError(`PostgreSQL could not prepare its data directory: ${reasonIn(output(), code)}.`);
  }

  /** Rewritten at each start; an operator's own settings belong in postgresql.auto.conf (ALTER SYSTEM). */
  async #writeSettings(): Promise<void> {
    const { cluster, sockets } = this.#place;
    try {
      await this.#write("chickpay.conf", [
        "# Written by Chickpay at every start: use ALTER SYSTEM for your own settings.",
        ...settingsOf(PORT, sockets),
      ]);
      await this.#write("pg_hba.conf", [
        "# Only the server's user can enter the socket's directory.",
        "local all all trust",
      ]);
    } catch (error) {
      throw cannotWrite(cluster, error);
    }
  }

  async #write(name: string, lines: string[]): Promise<void> {
    const path = join(this.#place.cluster, name);
    await writeFile(path, `${lines.join("\n")}\n`, { mode: 0o600 });
    await this.#own(path);
  }

  async #own(path: string): Promise<void> {
    const { user } = this.#place;
    if (user) await chown(path, user.uid, user.gid);
  }

  async #launch(): Promise<void> {
    const { cluster, sockets } = this.#place;
    await stopOrphan(this.#place, this.#log);
    for (const name of [`.s.PGSQL.${PORT}`, `.s.PGSQL.${PORT}.lock`]) await rm(join(sockets, name), { force: true });

    const startedAt = performance.now();
    for (;;) {
      if (this.#stopping) throw new StartupError("PostgreSQL was stopped while it was starting.");
      const server = this.#spawn("postgres", ["-D", cluster]);
      this.#server = server;
      const output = collect(server);
      const outcome = await Promise.race([exitOf(server), acceptsConnections(this.adminUrl, server)]);
      if (outcome === "ready") {
        const restart = () =>
          void (this.#stopping ?? this.#restart(server.signalCode ?? `exit code ${server.exitCode}`));
        if (isRunning(server)) server.once("exit", restart);
        else restart();
        return;
      }
      const reason = reasonIn(output(), outcome);
      const waitedMs = performance.now() - startedAt;
      if (!reason.includes("shared memory") || waitedMs > SHARED_MEMORY_TIMEOUT_MS) {
        throw new StartupError(`PostgreSQL did not start: ${reason}; its log is in ${join(cluster, "log")}.`);
      }
      if (waitedMs > SURVIVORS_MAY_LIVE_MS) await endSurvivors(cluster, this.#log);
      await sleep(100);
    }
  }

  async #restart(reason: string): Promise<void> {
    const downAt = performance.now();
    this.#log(`PostgreSQL ended unexpectedly (${reason}): starting it again`);
    this.emit("down", reason);
    for (let delay = 100; !this.#stopping; delay = Math.min(delay * 2, RESTART_DELAY_MAX_MS)) {
      try {
        await this.#launch();
        const downMs = Math.round(performance.now() - downAt);
        this.#log(`PostgreSQL is back (${seconds(downAt)})`);
        this.emit("up", downMs);
        return;
      } catch (error) {
        if (this.#stopping) return;
        this.#log(error instanceof Error ? error.message : String(error));
        await sleep(delay);
      }
    }
  }

  #spawn(program: "initdb" | "postgres", args: string[]): ChildProcess {
    return spawn(join(this.#place.binaries, "bin", program), args, {
      // Root's current directory may be closed to the database's user.
      cwd: "/",
      env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
      // The server has a process group of its own: Ctrl-C is for us, and we stop it after the API.
      detached: program === "postgres",
      stdio: ["ignore", "ignore", "pipe"],
      ...this.#place.user,
    });
  }
}

/** Creates a database that the owner owns and the application may enter: one per test file, from a migrated template. */
export async function createDatabase(adminUrl: string, name: string, template = "template1"): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const database = pg.escapeIdentifier(name);
    await client.query(`CREATE DATABASE ${database} OWNER ${OWNER} TEMPLATE ${pg.escapeIdentifier(template)}`);
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${APP}`);
  });
}

export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
  );
}

function adminUrlOf(sockets: string): string {
  return `postgresql://postgres@localhost:${PORT}/postgres?host=${encodeURIComponent(sockets)}&sslmode=disable`;
}

/** The same server as `url`, for another role and database. */
export function databaseUrl(url: string, role: string, database: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.pathname = `/${database}`;
  return changed.href;
}

/** Every step asks first, because the start before this one may have been killed between two of them. */
async function createRolesAndDatabase(adminUrl: string): Promise<void> {
  const missing = await withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ owner: boolean; app: boolean; database: boolean }>(
      `SELECT to_regrole('${OWNER}') IS NULL AS owner, to_regrole('${APP}') IS NULL AS app,
              NOT EXISTS (SELECT FROM pg_database WHERE datname = '${DATABASE}') AS database`,
    );
    if (rows[0]?.owner) await client.query(`CREATE ROLE ${OWNER} LOGIN CREATEROLE`);
    if (rows[0]?.app) {
      // The creator administers the role, so migrations can grant through it and set its defaults.
      await client.query(`SET ROLE ${OWNER}`);
      await client.query(`CREATE ROLE ${APP} LOGIN`);
      await client.query("RESET ROLE");
    }
    return rows[0];
  });
  if (missing?.database) await createDatabase(adminUrl, DATABASE);
}

async function withClient<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // An idle client reports a broken connection as an event, which would end the process if nobody listened.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await act(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function acceptsConnections(url: string, server: ChildProcess): Promise<"ready"> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  for (;;) {
    try {
      await withClient(url, (client) => client.query("SELECT 1"));
      return "ready";
    } catch (error) {
      // The exit tells more than the broken connection does, so it is left to win the race.
      if (!isRunning(server)) return await new Promise(() => undefined);
      const { code, message } = error as NodeJS.ErrnoException;
      // No socket yet, "the database system is starting up", or a connection that broke without saying why.
      const isEarly = [undefined, "ENOENT", "ECONNREFUSED", "ECONNRESET", "EPIPE", "57P03"].includes(code);
      if (!isEarly || performance.now() > deadline) throw new StartupError(`PostgreSQL did not start: ${message}.`);
    }
    await sleep(20);
  }
}

async function synchronise(directory: string): Promise<void> {
  const handle = await open(directory);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
