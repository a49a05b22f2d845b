import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createZstdCompress, createZstdDecompress } from "node:zlib";

/** Raised when a line of a file changes its meaning. */
export const ARCHIVE_SCHEMA_VERSION = 1;

/** What is known of an archive file; stands beside it as JSON. Amounts are minor units in decimal. */
export interface ArchiveManifest {
  schemaVersion: number;
  /** `yyyy-mm`, in UTC. */
  month: string;
  file: string;
  postings: number;
  accounts: number;
  /** Always zero: every movement of the month is there with both its postings. */
  amountSum: string;
  /** What was credited, of the postings above zero. */
  creditedSum: string;
  holdSum: string;
  firstRecordedAt: string | null;
  lastRecordedAt: string | null;
  fileBytes: number;
  fileSha256: string;
  contentSha256: string;
  madeAt: string;
}

/** What the postings of one account come to. */
export interface AccountSum {
  postings: number;
  amount: bigint;
  hold: bigint;
}

/** What was found in a file by reading all of it. */
export interface ArchiveContent extends Omit<ArchiveManifest, "schemaVersion" | "month" | "file" | "madeAt"> {
  perAccount: ReadonlyMap<string, AccountSum>;
}

/** A posting as one line of JSON; every number is text, as none of JSON's own holds 10^17. */
interface PostingLine {
  account_id: string;
  amount: string;
  hold: string;
  recorded_at: string;
}

/** An archive file that is not what it says it is. */
export class ArchiveFileError extends Error {}

export const fileNameOf = (month: string) => `postings_${month.replace("-", "_")}.jsonl.zst`;
export const manifestPathOf = (file: string) => file.replace(/\.jsonl\.zst$/, ".manifest.json");

/** Writes text to `path`, compressed. */
export async function writeLines(path: string, pages: AsyncIterable<string>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeDurably(path, (handle) =>
    pipeline(Readable.from(pages), createZstdCompress(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) await handle.appendFile(chunk);
    }),
  );
}

export async function writeManifest(path: string, manifest: ArchiveManifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeDurably(manifestPathOf(path), (handle) => handle.appendFile(text));
}

/** The name is given once all is on the disk: a file that is there is whole, whenever the power was cut. */
async function writeDurably(path: string, write: (handle: FileHandle) => Promise<unknown>): Promise<void> {
  const partial = `${path}.partial`;
  const handle = await open(partial, "w", 0o600);
  try {
    await write(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, path);
  await synchroniseDirectory(dirname(path));
}

async function synchroniseDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Null when there is none, or none that can be read: then the file beside it was never finished. */
export async function readManifest(path: string): Promise<ArchiveManifest | null> {
  try {
    return JSON.parse(await readFile(manifestPathOf(path), "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** The lines of a file, in pieces; what passes by is counted and hashed into `content`, complete at the end. */
export function readLines(path: string): { pieces: AsyncIterable<string[]>; content: () => ArchiveContent } {
  const fileHash = createHash("sha256");
  const contentHash = createHash("sha256");
  const perAccount = new Map<string, AccountSum>();
  let [fileBytes, postings, amount, credited, hold] = [0, 0, 0n, 0n, 0n];
  let [first, last]: [string | null, string | null] = [null, null];

  const take = (line: string) => {
    const posting = JSON.parse(line) as PostingLine;
    const [change, held] = [BigInt(posting.amount), BigInt(posting.hold)];
    const sum = perAccount.get(posting.account_id) ?? { postings: 0, amount: 0n, hold: 0n };
    perAccount.set(posting.account_id, {
      postings: sum.postings + 1,
      amount: sum.amount + change,
      hold: sum.hold + held,
    });
    postings++;
    amount += change;
    hold += held;
    if (change > 0n) credited += change;
    // All are written alike, so their order as text is their order in time.
    if (first === null || posting.recorded_at < first) first = posting.recorded_at;
    if (last === null || posting.recorded_at > last) last = posting.recorded_at;
  };

  async function* pieces(): AsyncGenerator<string[]> {
    const compressed = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        fileHash.update(chunk);
        fileBytes += chunk.length;
        done(null, chunk);
      },
    });
    const plain = createZstdDecompress();
    const broken = pipeline(createReadStream(path), compressed, plain).then(
      () => undefined,
      (error: Error) => error,
    );
    let rest = "";
    try {
      for await (const chunk of plain as AsyncIterable<Buffer>) {
        contentHash.update(chunk);
        const lines = (rest + chunk.toString("latin1")).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) take(line);
        yield lines;
      }
    } catch (error) {
      throw new ArchiveFileError(`${basename(path)} cannot be read: ${((await broken) ?? (error as Error)).message}`);
    }
    if (rest !== "") throw new ArchiveFileError(`${basename(path)} ends within a line`);
  }

  return {
    pieces: pieces(),
    content: () => ({
      postings,
      accounts: perAccount.size,
      amountSum: String(amount),
      creditedSum: String(credited),
      holdSum: String(hold),
      firstRecordedAt: first,
      lastRecordedAt: last,
      fileBytes,
      fileSha256: fileHash.copy().digest("hex"),
      contentSha256: contentHash.copy().digest("hex"),
      perAccount,
    }),
  };
}

/** Reads all of a file for what it comes to. */
export async function readContent(path: string): Promise<ArchiveContent> {
  const { pieces, content } = readLines(path);
  for await (const _ of pieces);
  return content();
}

/** @throws ArchiveFileError when the file is not the one that its manifest speaks of */
export function requireSame(path: string, manifest: ArchiveManifest, content: ArchiveContent): void {
  for (const [name, found] of Object.entries(content)) {
    if (name === "perAccount") continue;
    const said = manifest[name as keyof ArchiveManifest];
    if (said !== found)
      throw new ArchiveFileError(`${basename(path)} is not what its manifest says: ${name} is ${found}, not ${said}`);
  }
}

/** SHA-256 of a file as it lies there, without looking inside. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** The archive files of a directory that have their manifest, oldest month first. */
export async function listArchive(directory: string): Promise<Array<{ path: string; manifest: ArchiveManifest }>> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const found: Array<{ path: string; manifest: ArchiveManifest }> = [];
  for (const name of names.sort()) {
    const month = /^postings_(\d{4}_\d{2})\.manifest\.json$/.exec(name)?.[1]?.replace("_", "-");
    if (!month) continue;
    const path = join(directory, fileNameOf(month));
    const manifest = await readManifest(path);
    if (manifest?.month === month) found.push({ path, manifest });
  }
  return found;
}

/** The manifest last: as long as it is there, the deletion is found again. */
export async function deleteFile(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(manifestPathOf(path), { force: true });
  await synchroniseDirectory(dirname(path));
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
}
