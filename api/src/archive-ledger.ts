import "reflect-metadata";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { reachDatabase } from "./command-database.js";
import { ConfigError, readConfig } from "./config.js";
import { historyProjection, indexRestored } from "./modules/history/index.js";
import { closeRestored, insightsProjection } from "./modules/insights/index.js";
import { ArchiveFileError, ArchiveRefused, isMonth, LedgerArchive } from "./modules/ledger/index.js";
import { holdReaders } from "./modules/outbox/index.js";
import { StartupError } from "./startup-error.js";

const USAGE = `npm run ledger:archive -- [--before yyyy-mm] [--to DIRECTORY] [--dry-run] [--expire]
npm run ledger:archive -- --restore FILE
npm run ledger:archive -- --mend-default`;

/**
 * `npm run ledger:archive`: months of postings to files and back, see docs/runbooks/ledger-archive.md.
 * Exit code 0: done; 1: refused, nothing was changed by the refused step; 2: it could not be tried.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      before: { type: "string" },
      to: { type: "string" },
      "dry-run": { type: "boolean" },
      expire: { type: "boolean" },
      restore: { type: "string" },
      "mend-default": { type: "boolean" },
    },
  });
  if (values.before !== undefined && !isMonth(values.before))
    throw new ArchiveRefused(`--before takes a month\n${USAGE}`);
  const config = readConfig(process.env);
  const dataDir = resolve(config.DATA_DIR);
  const directory = resolve(values.to ?? join(dataDir, "ledger-archive"));
  const database = await reachDatabase(config);
  const owner = new pg.Client({ connectionString: database.ownerUrl, application_name: "chickpay-archive" });
  try {
    await owner.connect();
    const archive = new LedgerArchive(owner, {
      onlineMonths: config.LEDGER_ONLINE_MONTHS,
      retentionYears: config.LEDGER_ARCHIVE_RETENTION_YEARS,
      log: (line) => console.log(line),
    });
    if (values.restore !== undefined) {
      const { month, postings } = await archive.restore(resolve(values.restore), (table) =>
        tellReadModels(owner, table),
      );
      console.log(`${month}: ${postings} postings are back in the database.`);
    } else if (values["mend-default"]) {
      const mended = await archive.mend();
      for (const { month, postings } of mended) console.log(`${month}: ${postings} postings have a partition now.`);
      if (mended.length === 0) console.log("The default partition is empty.");
    } else {
      if (values.before !== undefined)
        await archiveBefore(archive, values.before, directory, values["dry-run"] === true);
      await tellExpired(archive, directory, values.expire === true && values["dry-run"] !== true);
    }
  } finally {
    await owner.end();
    await database.stop();
  }
}

async function archiveBefore(archive: LedgerArchive, before: string, directory: string, isDryRun: boolean) {
  const months = await archive.monthsBefore(before);
  if (months.length === 0) console.log(`No month before ${before} is in the database.`);
  for (const { month, bytes } of months) {
    if (isDryRun) {
      console.log(`${month}: would go to ${directory} (${megabytes(bytes)} in the database)`);
      continue;
    }
    const startedAt = performance.now();
    const { file, postings, fileBytes, contentSha256 } = await archive.archive(month, directory);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${month}: ${postings} postings are in ${join(directory, file)}`);
    console.log(`         ${megabytes(bytes)} → ${megabytes(fileBytes)}, content ${contentSha256}, ${seconds} s`);
  }
}

/** What was made while the month was away knows nothing of it, and nobody would look at it again. */
async function tellReadModels(owner: pg.Client, table: string) {
  const tx = { query: async (sql: string, values?: unknown[]) => (await owner.query(sql, values)).rows as never };
  await holdReaders(tx, [historyProjection.reader, insightsProjection.reader]);
  await indexRestored(tx, table);
  await closeRestored(tx, table);
}

async function tellExpired(archive: LedgerArchive, directory: string, isDeleting: boolean) {
  const expired = await archive.expired(directory);
  for (const { path } of expired) console.log(`${path}: its time is over${isDeleting ? "; deleted" : ""}`);
  if (isDeleting) await archive.expire(directory);
  else if (expired.length > 0) console.log("Nothing of this is deleted without --expire.");
}

const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const refused = error instanceof ArchiveRefused || error instanceof ArchiveFileError;
    const expected = refused || error instanceof StartupError || error instanceof ConfigError;
    console.error(expected ? error.message : `The archive could not be worked on: ${(error as Error).message}`);
    process.exit(refused ? 1 : 2);
  },
);
