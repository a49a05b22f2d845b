import pg from "pg";
import { RULES } from "./book-rules.js";
import { reachDatabase } from "./command-database.js";
import { ConfigError, readConfig } from "./config.js";
import { checkBook, writeVerdict } from "./modules/ledger/index.js";
import { StartupError } from "./startup-error.js";

/** `npm run check:ledger`: looks at the whole book. Exit code 0: sound; 1: rows break a rule; 2: it could not look. */
async function main(): Promise<number> {
  const config = readConfig(process.env);
  const database = await reachDatabase(config);
  const client = new pg.Client({ connectionString: database.ownerUrl });
  try {
    await client.connect();
    const [checkedAt, startedAt] = [new Date(), performance.now()];
    const query = async (sql: string, values?: unknown[]) => (await client.query(sql, values)).rows;
    const { rows } = await client.query<{ movements: string; postings: string; archived: string }>(
      `SELECT (SELECT count(*) FROM movements) AS movements, (SELECT count(*) FROM postings) AS postings,
              (SELECT coalesce(sum(postings), 0) FROM archived_months) AS archived`,
    );
    const violations = await checkBook(query, RULES);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const broken = new Map(violations.map((each) => [each.rule, each.rows]));
    const { movements, postings, archived } = rows[0] ?? {};
    console.log(
      `${movements} movements, ${postings} postings (and ${archived} in the archive), looked at in ${seconds} s`,
    );
    for (const rule of Object.keys(RULES)) {
      const found = broken.get(rule);
      console.log(`${found ? "BROKEN" : "ok    "}  ${rule}`);
      for (const row of found ?? []) console.log(`          ${row}`);
    }
    console.log(violations.length === 0 ? "The book is sound." : `${violations.length} rules are broken.`);
    // A copy that cannot be written, or one of before there was a place for it, is looked at all the same.
    await writeVerdict(query, { checkedAt, broken: [...broken.keys()] }).catch((error: Error) =>
      console.error(`/metrics will not show this: ${error.message}`),
    );
    return violations.length === 0 ? 0 : 1;
  } finally {
    await client.end();
    await database.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const expected = error instanceof StartupError || error instanceof ConfigError;
    console.error(expected ? error.message : `The book could not be looked at: ${(error as Error).message}`);
    process.exit(2);
  },
);
