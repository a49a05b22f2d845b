import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
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
import { connect, createServer, type Server } from "node:net";
import { totalmem } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { cannotWrite, choosePlace, type Place, removeUnfinishedClusters } from "./embedded-postgres-place.js";
import { StartupError } from "./startup-error.js";

export { StartupError };

/** Names the socket file; nothing listens on TCP. */
const PORT = 5432;
const DATABASE = "chickpay";
const OWNER = "chickpay_owner";
const APP = "chickpay_app";

/** Crash recovery replays at most max_wal_size of log; a laptop does that well within this. */
const READY_TIMEOUT_MS = 120_000;
/** After a killed postmaster its backends hold the shared memory until they notice. */
const SHARED_MEMORY_TIMEOUT_MS = 15_000;
const FAST_STOP_TIMEOUT_MS = 5_000;
const IMMEDIATE_STOP_TIMEOUT_MS = 2_000;
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
 */
export async function reachEmbeddedPostgres(options: Options): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  const { sockets } = await choosePlace(options.dataDir, () => undefined);
  if (await answers(lockPath(sockets))) {
    return { ownerUrl: databaseUrl(adminUrlOf(sockets), OWNER, DATABASE), stop: async () => undefined };
  }
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
    const memoryMb = Math.floor(totalmem() / 2 ** 20);
    const settings: Record<string, string | number> = {
      listen_addresses: "",
      port: PORT,
      unix_socket_directories: sockets,
      unix_socket_permissions: "0700",
      max_connections: 200,
      shared_buffers: memoryMb < 2048 ? "128MB" : "256MB",
      effective_cache_size: `${Math.max(128, Math.floor(memoryMb / 2))}MB`,
      // A payment that was acknowledged survives a power cut. Not negotiable, not even in benchmarks.
      fsync: "on",
      synchronous_commit: "on",
      full_page_writes: "on",
      wal_buffers: "16MB",
      // A new file of the log is filled with zeros while all commits wait; one that was used before is not.
      min_wal_size: "1GB",
      max_wal_size: "2GB",
      checkpoint_timeout: "15min",
      random_page_cost: "1.1",
      // Our statements are short; compiling them costs more than running them.
      jit: "off",
      timezone: "UTC",
      log_timezone: "UTC",
      // A forgotten transaction would hold its row locks for ever.
      idle_in_transaction_session_timeout: "60s",
      client_connection_check_interval: "10s",
      logging_collector: "on",
      log_directory: "log",
      log_filename: "postgresql-%a.log",
      log_rotation_age: "1d",
      log_rotation_size: 0,
      log_truncate_on_rotation: "on",
      log_line_prefix: "%m [%p] %u@%d ",
      log_lock_waits: "on",
      log_min_duration_statement: "1s",
      // The details and parameters of a statement may hold somebody's name or account number.
      log_error_verbosity: "terse",
      log_parameter_max_length: 0,
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`);
    try {
      await this.#write("chickpay.conf", [
        "# Written by Chickpay at every start: use ALTER SYSTEM for your own settings.",
        ...lines,
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

    const deadline = performance.now() + SHARED_MEMORY_TIMEOUT_MS;
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
      if (!reason.includes("shared memory") || performance.now() > deadline) {
        throw new StartupError(`PostgreSQL did not start: ${reason}; its log is in ${join(cluster, "log")}.`);
      }
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

/** A server whose Chickpay was killed still runs. It is ended: its settings and sockets may be old ones. */
async function stopOrphan({ home, cluster, sockets }: Place, log: (line: string) => void): Promise<void> {
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
async function endServer(pid: number, isAlive: () => boolean | Promise<boolean>): Promise<void> {
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

function lockPath(sockets: string): string {
  return join(sockets, "chickpay.lock");
}

function alreadyRunning(home: string): StartupError {
  return new StartupError(
    `Another Chickpay is already running on ${home}; stop it, or set DATA_DIR to another directory.`,
  );
}

/**
 * Listens on `path` as the sign that the data directory is taken: the kernel ends it with the process, however that dies.
 * Returns undefined when somebody else holds it.
 */
async function holdLock(path: string): Promise<Server | undefined> {
  for (;;) {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    try {
      server.listen(path);
      await once(server, "listening");
      return server;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw cannotWrite(dirname(path), error);
    }
    if (await answers(path)) return undefined;
    // Two starts may both find the dead socket. Renaming shows which one it took away, and a live one goes back.
    const taken = `${path}.${process.pid}`;
    if (
      await rename(path, taken).then(
        () => true,
        () => false,
      )
    ) {
      if (await answers(taken)) {
        await rename(taken, path);
        return undefined;
      }
      await rm(taken, { force: true });
    }
  }
}

async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
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

function isRunning(server: ChildProcess): boolean {
  return server.pid !== undefined && server.exitCode === null && server.signalCode === null;
}

/** Resolves to the exit code, or to the error that kept the program from running. */
async function exitOf(child: ChildProcess): Promise<number | Error | null> {
  return await new Promise((resolve) => {
    child.once("error", resolve);
    // "close" comes after the last of its output.
    child.once("close", resolve);
  });
}

/** Keeps the end of what the program says on its error stream. */
function collect(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    text = (text + chunk).slice(-4000);
  });
  return () => text;
}

/** The program's own complaint, as the tail of a sentence. */
function reasonIn(output: string, code: number | Error | null): string {
  if (code instanceof Error) return code.message;
  const lines = output.split("\n").filter((line) => line.trim());
  const complaint = lines.findLast((line) => /\b(FATAL|PANIC|error):/.test(line)) ?? lines.at(-1);
  return complaint?.replace(/^.*?\b(FATAL|PANIC|error):\s*/, "").replace(/\.$/, "") ?? `exit code ${code}`;
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
