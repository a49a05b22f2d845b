import { afterAll, beforeAll, expect, test } from "vitest";
import { filterKeys, type HistoryFilter, searchKeys } from "../../src/modules/history/history.search.js";
import { lookStatement } from "../../src/modules/history/history.store.js";
import { VERSION_AT } from "../../src/modules/ledger/ledger.reader.js";
import type { AccountId } from "../../src/shared/ids.js";
import { type Member, startTestApi, type TestApi } from "../api-harness.js";
import { allOf, takeIn } from "../history-harness.js";
import { makeLongHistory } from "../long-history.js";

/** `HISTORY_ROWS=1000000` for the size that is promised; the build is content with less. */
const MOVEMENTS = Number(process.env.HISTORY_ROWS ?? 60_000);
const TOP = 2n ** 63n - 1n;

let api: TestApi;
let hong: Member;
/** Of a table of a page or two, as an empty month's is, a scan is the right plan. */
let large: Set<string>;

beforeAll(async () => {
  api = await startTestApi();
  hong = await api.member();
  await makeLongHistory(api.owner, hong.accountId, MOVEMENTS);
  await takeIn(api);
  await api.owner.query(`VACUUM ANALYZE postings, movements, history_keys, history_accounts, ledger_accounts`);
  const { rows } = await api.owner.query(`SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > 200`);
  large = new Set(rows.map((each) => each.relname));
}, 600_000);
afterAll(async () => {
  await api.close();
});

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: Node[];
}

/** How PostgreSQL goes about a statement as the application's role: its scans of tables, and the rows they met. */
async function scansOf(sql: string, values: unknown[]) {
  const [row] = await api.application.source.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, values);
  const scans: Array<{ type: string; table: string; rows: number }> = [];
  const walk = (node: Node) => {
    const met = (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"];
    if (node["Relation Name"]) scans.push({ type: node["Node Type"], table: node["Relation Name"], rows: met });
    node.Plans?.forEach(walk);
  };
  walk(row["QUERY PLAN"][0].Plan);
  return scans;
}

const anybody = async () =>
  (await api.owner.query(`SELECT counterparty_id AS id FROM history_counterparties LIMIT 1`)).rows[0].id as AccountId;

const look = (filter: HistoryFilter, keys: readonly string[] | null, change: object = {}) =>
  lookStatement(hong.accountId as AccountId, filter, { from: 0n, below: TOP, keys, scan: 300, limit: 31, ...change });

test.each([
  ["the first page", async () => look({}, null)],
  ["a page far down", async () => look({}, null, { below: BigInt(MOVEMENTS / 2) })],
  ["a direction", async () => look({ direction: "in" }, filterKeys({ direction: "in" }))],
  ["a kind that there is none of", async () => look({ kinds: ["deposit"] }, filterKeys({ kinds: ["deposit"] }))],
  [
    "a rare amount",
    async () => look({ amountMin: 777n, amountMax: 777n }, filterKeys({ amountMin: 777n, amountMax: 777n })),
  ],
  ["large amounts", async () => look({ amountMin: 500n }, filterKeys({ amountMin: 500n }))],
  ["a rare memo", async () => look({}, searchKeys("드문메모", []))],
  ["a frequent memo", async () => look({}, searchKeys("점심값", []))],
  ["no memo at all", async () => look({}, searchKeys("없는말", []))],
  ["a name", async () => look({}, searchKeys("김*연", [await anybody()]))],
  ["what the bank refused", async () => look({ progress: "failed" }, ["x"])],
  ["some days of long ago", async () => look({}, null, { from: 1_000n, below: 1_200n })],
  [
    "a day's first version",
    async () => [VERSION_AT, [hong.accountId, new Date(Date.now() - 60 * 86_400_000)]] as const,
  ],
  [
    "refused attempts",
    async () =>
      [
        `SELECT m.id FROM movements m WHERE m.debit_account_id = $1 AND m.state = 'refused'
           AND m.operation IN ('post', 'reserve') ORDER BY m.id DESC LIMIT 31`,
        [hong.accountId],
      ] as const,
  ],
])("%s is read through indexes, and few rows of them", async (_name, statement) => {
  const [sql, values] = await statement();
  const scans = await scansOf(sql, [...values]);
  expect(scans.filter(({ type, table }) => type === "Seq Scan" && large.has(table))).toEqual([]);
  expect(scans.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThan(3_000);
});

test("the keys are read without their table", async () => {
  const scans = await scansOf(...look({}, searchKeys("드문메모", [])));
  const types = new Set(scans.filter(({ table }) => table === "history_keys").map(({ type }) => type));
  expect([...types]).toEqual(["Index Only Scan"]);
});

test("a long history is searched to its end", async () => {
  const rare = await allOf(hong, { search: "드문메모" }, 100);
  expect(rare.shown).toHaveLength(MOVEMENTS / 1_000);
  expect((await allOf(hong, { amountMin: "500" }, 100)).shown).toHaveLength(MOVEMENTS / 5_000);
  expect(await allOf(hong, { search: "없는말" })).toEqual({ shown: [], pages: 1 });
});
