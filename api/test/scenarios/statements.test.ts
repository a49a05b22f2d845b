import { setTimeout as sleep } from "node:timers/promises";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LedgerReader } from "../../src/modules/ledger/index.js";
import { fieldOf } from "../../src/modules/statements/statement.csv.js";
import { kstDay } from "../../src/shared/clock.js";
import { deposit, type Member, startTestApi, type TestApi, transfer, withdraw } from "../api-harness.js";
import { makeLongHistory } from "../long-history.js";

const STATEMENT = `id state progress rows bytes parts fileName expiresAt`;
const REQUEST = `mutation ($input: RequestStatementInput!) { requestStatement(input: $input) { __typename
  ... on RequestStatementSuccess { statement { ${STATEMENT} } } ... on InvalidInput { fields { path message } } } }`;
const ONE = `query ($id: ID!, $place: Int!) { statement(id: $id) { ${STATEMENT} part(place: $place) } }`;

let api: TestApi;
let hong: Member;
const today = kstDay(new Date());

beforeAll(async () => {
  api = await startTestApi();
  hong = await api.member("남궁홍길동");
  const kim = await api.member("김나연");
  await deposit(hong, 3_000_000n);
  for (let i = 1; i <= 60; i++) await transfer(hong, kim, BigInt(i * 1_000), { memo: MEMOS[i % MEMOS.length] });
  for (let i = 1; i <= 5; i++) await transfer(kim, hong, BigInt(i), { recipientMemo: "받은 돈" });
  await withdraw(hong, 10_000n);
  await withdraw(hong, 500n, { bankAccountNumber: "990000000003" });
  await transfer(hong, kim, 9_999_999n);
});
afterAll(async () => {
  await api.close();
});

const LONG_MEMO = "가나다라마바사아자차카타파하거너더러머버";
const MEMOS = [
  LONG_MEMO,
  "🐥 병아리",
  "=1+1",
  "+82",
  "-5",
  "@SUM(A1)",
  '쉼표, "따옴표"',
  "점심값",
  "＝cmd",
  "<b>&amp;</b>",
];

async function request(member: Member, change: object = {}) {
  const input = { accountId: member.accountId, from: today, to: today, format: "CSV", ...change };
  return (await member.client.data(REQUEST, { input })).requestStatement;
}

async function ready(member: Member, id: string) {
  for (let i = 0; i < 600; i++) {
    const { statement } = await member.client.data(ONE, { id, place: 0 });
    if (["READY", "FAILED"].includes(statement.state)) return statement;
    await sleep(100);
  }
  throw new Error("no statement was made");
}

async function fileOf(member: Member, change: object): Promise<Buffer> {
  const made = await request(member, change);
  const statement = await ready(member, made.statement.id);
  expect(statement.state).toBe("READY");
  const parts: Buffer[] = [];
  for (let place = 0; place < statement.parts; place++)
    parts.push(Buffer.from((await member.client.data(ONE, { id: statement.id, place })).statement.part, "base64"));
  const file = Buffer.concat(parts);
  expect(file.length).toBe(statement.bytes);
  return file;
}

/** RFC 4180, as strict as it gets. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (!found) throw new Error(`no CSV at ${field.lastIndex}`);
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] === "\r\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

async function readPdf(file: Buffer): Promise<{ pages: number; text: string }> {
  const document = await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise;
  let text = "";
  for (let page = 1; page <= document.numPages; page++) {
    const { items } = await (await document.getPage(page)).getTextContent();
    text += items.map((item) => ("str" in item ? item.str : "")).join("\n");
  }
  return { pages: document.numPages, text };
}

/** What the books say of the account. */
async function books(member: Member) {
  const { rows } = await api.owner.query(
    `SELECT amount, balance_after, movement_id FROM postings WHERE account_id = $1 AND amount <> 0 ORDER BY version`,
    [member.accountId],
  );
  return rows.map((row) => ({ amount: BigInt(row.amount), balance: BigInt(row.balance_after) }));
}

test("a CSV file has every movement with the balance after it, and nothing that a spreadsheet would carry out", async () => {
  const text = (await fileOf(hong, { format: "CSV" })).toString();
  expect(text.startsWith("\ufeff일시,구분,상대,메모,입금,출금,잔액,거래번호\r\n")).toBe(true);
  const [, opening, ...rest] = readCsv(text.slice(1));
  const closing = rest.pop();
  const known = await books(hong);
  expect(rest.map((row) => [row[4], row[5], row[6]])).toEqual(
    known.map(({ amount, balance }) => [
      amount > 0n ? String(amount) : "",
      amount < 0n ? String(-amount) : "",
      String(balance),
    ]),
  );
  const total = (column: number) => rest.reduce((sum, row) => sum + BigInt(row[column] || 0), 0n);
  expect(opening?.[6]).toBe("0");
  expect(closing?.slice(4, 7)).toEqual([String(total(4)), String(total(5)), String(known.at(-1)?.balance)]);
  expect(BigInt(opening?.[6] ?? 0) + total(4) - total(5)).toBe(BigInt(closing?.[6] ?? 0));
  for (const row of rest) expect(row[3]).not.toMatch(/^\s*[=+\-@＝]/);
  expect(rest.some((row) => row[3] === "'=1+1")).toBe(true);
  expect(rest.some((row) => row[3] === '쉼표, "따옴표"')).toBe(true);
});

test.each(["=a", "+a", "-a", "@a", "\ta", "\ra", "＝a", "  =a", "\n=a"])("%j is no formula in a CSV file", (text) => {
  expect(fieldOf(text)).toBe(`"'${text}"`);
  expect(fieldOf(-5n)).toBe("-5");
});

test("nor is one behind what other spreadsheets separate by", () => {
  expect(fieldOf("점심;=1+1;@SUM(A1)")).toBe(`"점심;'=1+1;'@SUM(A1)"`);
  expect(fieldOf("점심 | 저녁; 3-4명")).toBe("점심 | 저녁; 3-4명");
});

test("a workbook and pages say the same as the CSV file", async () => {
  const csv = readCsv((await fileOf(hong, { format: "CSV" })).toString().slice(1));
  const sheet = await readSheet(await fileOf(hong, { format: "XLSX" }));
  const asNumber = (text: string) => (text === "" ? null : Number(text));
  const expected = csv
    .slice(1)
    .map((row) => [
      row[0],
      row[1],
      ...row.slice(2, 4).map((text) => text.replace(/^'/, "") || null),
      ...row.slice(4, 7).map(asNumber),
      row[7] || null,
    ]);
  expect(sheet.slice(1)).toEqual(expected);
  expect(sheet[0]).toEqual(csv[0]);

  const { pages, text } = await readPdf(await fileOf(hong, { format: "PDF" }));
  expect(pages).toBe(Math.ceil((csv.length - 1) / 38));
  for (const words of ["거래 내역서", "남궁홍길동", hong.accountNumber, `1 / ${pages}`, `${pages} / ${pages}`]) {
    expect(text).toContain(words);
  }
  const grouped = (amount: string | undefined) => BigInt(amount ?? "").toLocaleString("en-US");
  for (const row of csv.slice(1)) {
    expect(text).toContain(row[0]);
    for (const amount of row.slice(4, 7)) if (amount) expect(text).toContain(grouped(amount));
  }
  // A memo of the full length goes over two lines, and is all there.
  expect(text.replaceAll("\n", "")).toContain(LONG_MEMO);
  expect(text).toContain("□ 병아리");
  expect(text.match(/점심값/g)).toHaveLength(csv.filter((row) => row[3] === "점심값").length);
});

test("who asked is told in the app when it is ready, by mail where they want that, and led there", async () => {
  const told = async () => {
    const { notifications } = await hong.client.data(
      `{ notifications(first: 100) { edges { node { title text statementId } } } }`,
    );
    return notifications.edges.map(({ node }: { node: object }) => node);
  };
  const mails = async () => {
    const { rows } = await api.owner.query(
      `SELECT subject FROM mails WHERE recipient = $1 AND subject LIKE '%내역서%'`,
      [hong.email],
    );
    return rows.length;
  };
  const readyAndTold = async () => {
    const { statement } = await request(hong);
    await ready(hong, statement.id);
    await expect.poll(told, { timeout: 10_000 }).toContainEqual({
      title: "거래 내역서가 준비됐어요",
      text: expect.stringMatching(/^20\d\d년 \d+월 \d+일부터/),
      statementId: statement.id,
    });
  };
  await readyAndTold();
  expect(await mails()).toBe(0);
  await hong.client.data(
    `mutation ($i: ChangeNotificationSettingInput!) { changeNotificationSetting(input: $i) { settings { byMail } } }`,
    { i: { category: "MONEY", byMail: true } },
  );
  await readyAndTold();
  await expect.poll(mails, { timeout: 10_000 }).toBe(1);
});

test("a period that begins in the middle of a history opens with what was there", async () => {
  const lee = await api.member();
  await makeLongHistory(api.owner, lee.accountId, 3_000);
  // The history that was made has no balances; these are what it comes to.
  await api.owner.query(
    `UPDATE postings p SET balance_after = 1000000 + s.sum FROM (SELECT version, sum(amount) OVER (ORDER BY version) AS sum
       FROM postings WHERE account_id = $1) s WHERE p.account_id = $1 AND p.version = s.version`,
    [lee.accountId],
  );
  const days = (ago: number) => kstDay(new Date(Date.now() - ago * 86_400_000));
  const rows = readCsv((await fileOf(lee, { from: days(40), to: days(11) })).toString().slice(1)).slice(1);
  const moved = rows.slice(1, -1);
  expect(moved.length).toBeGreaterThan(550);
  for (const row of moved) expect([String(row[0]) >= days(40), String(row[0]) < days(10)]).toEqual([true, true]);
  let balance = BigInt(rows[0]?.[6] ?? 0);
  for (const row of moved) {
    balance += BigInt(row[4] || 0) - BigInt(row[5] || 0);
    expect(row[6]).toBe(String(balance));
  }
  expect(rows.at(-1)?.[6]).toBe(String(balance));
  const { rows: counted } = await api.owner.query(
    `SELECT count(*)::int AS count FROM postings WHERE account_id = $1 AND (recorded_at AT TIME ZONE 'Asia/Seoul')::date
       BETWEEN $2 AND $3`,
    [lee.accountId, days(40), days(11)],
  );
  expect(moved).toHaveLength(counted[0].count);
  expect((await ready(lee, (await request(lee, { format: "PDF", from: days(40) })).statement.id)).state).toBe("READY");
}, 60_000);

test("an account on which nothing happened has a statement that says so", async () => {
  const lee = await api.member();
  for (const format of ["CSV", "XLSX", "PDF"]) {
    const file = await fileOf(lee, { format });
    if (format === "CSV") expect(readCsv(file.toString()).map((row) => row[6])).toEqual(["잔액", "0", "0"]);
  }
});

describe("a statement", () => {
  test("is sealed where it lies, and nobody else's to read", async () => {
    const park = await api.member("박소중한");
    await deposit(park, 700n);
    const { statement } = await request(park);
    await ready(park, statement.id);
    const { rows } = await api.owner.query(`SELECT sealed FROM statement_parts WHERE statement_id = $1`, [
      statement.id,
    ]);
    expect(rows[0].sealed.includes(Buffer.from("일시"))).toBe(false);
    expect((await hong.client.data(ONE, { id: statement.id, place: 0 })).statement).toBeNull();
    expect((await park.client.data(ONE, { id: statement.id, place: 7 })).statement.part).toBeNull();
    const list = await park.client.data(`{ statements { id } }`);
    expect(list.statements).toEqual([{ id: statement.id }]);
    await api.owner.query(`UPDATE statements SET expires_at = clock_timestamp() WHERE id = $1`, [statement.id]);
    expect((await park.client.data(ONE, { id: statement.id, place: 0 })).statement).toBeNull();
    await api.application.services.statements.forgetOld();
    expect((await api.owner.query(`SELECT FROM statement_parts WHERE statement_id = $1`, [statement.id])).rows).toEqual(
      [],
    );
  });

  test("for days that cannot be, or another's account, is refused by name; so are too many", async () => {
    const paths = async (change: object) =>
      (await request(hong, change)).fields?.map((each: { path: string }) => each.path);
    const tomorrow = kstDay(new Date(Date.now() + 86_400_000));
    expect(await paths({ from: "2026-02-30" })).toEqual(["from"]);
    expect(await paths({ from: "0000-01-01", to: "0000-01-02" })).toEqual(["from", "to"]);
    expect(await paths({ from: today, to: "2020-01-01" })).toEqual(["to"]);
    expect(await paths({ to: tomorrow })).toEqual(["to"]);
    expect(await paths({ from: "2020-01-01" })).toEqual(["from"]);
    const kim = await api.member();
    expect(await paths({ accountId: kim.accountId })).toEqual(["accountId"]);
    const answers = await Promise.all(Array.from({ length: 25 }, () => request(kim)));
    expect(answers.filter((each) => each.__typename === "RequestStatementSuccess")).toHaveLength(20);
  });

  /** Asked for today's movements, without a job: one that processes have begun so often. */
  async function begun({ userId, accountId }: Member, attempts = 0, language = "ko"): Promise<string> {
    const { rows } = await api.owner.query(
      `INSERT INTO statements (id, user_id, account_id, first_day, last_day, format, language, state, attempts, expires_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $3, 'csv', $4, $5, $6, now() + interval '1 day') RETURNING id`,
      [userId, accountId, today, language, attempts > 0 ? "running" : "queued", attempts],
    );
    return rows[0].id;
  }

  test("that was begun by a process which died is made by the next one, once", async () => {
    const lee = await api.member();
    await deposit(lee, 5n);
    const id = await begun(lee, 1, "en");
    await api.owner.query(`INSERT INTO statement_parts VALUES ($1, 0, 'half'), ($1, 1, 'half')`, [id]);
    const { statementMaker } = api.application.services;
    await statementMaker.make({ id });
    await statementMaker.make({ id });
    const made = await ready(lee, id);
    expect(made).toMatchObject({ state: "READY", rows: 1, parts: 1 });
    expect(Buffer.from(made.part, "base64").toString()).toContain("Opening balance");
  });

  test("that ends each process that tries it is given up as well", async () => {
    const lee = await api.member();
    await deposit(lee, 5n);
    const id = await begun(lee, 3, "ko");
    await api.application.services.statementMaker.make({ id });
    expect((await ready(lee, id)).state).toBe("FAILED");
  });

  test("that another process took up, or that lost rows on the way, is not called ready", async () => {
    const lee = await api.member();
    await deposit(lee, 5n);
    await deposit(lee, 7n);
    const { statementMaker } = api.application.services;
    const { ledger } = statementMaker as unknown as { ledger: LedgerReader };
    const moved = ledger.moved.bind(ledger);
    const overtaken = await begun(lee);
    ledger.moved = async (...range) => {
      await api.owner.query(`UPDATE statements SET attempts = attempts + 1 WHERE id = $1`, [overtaken]);
      return moved(...range);
    };
    await statementMaker.make({ id: overtaken });
    const { rows } = await api.owner.query(`SELECT state FROM statements WHERE id = $1`, [overtaken]);
    expect(rows).toEqual([{ state: "running" }]);
    const short = await begun(lee);
    ledger.moved = async (...range) => (await moved(...range)).slice(1);
    await expect(statementMaker.make({ id: short })).rejects.toThrow("of 2 movements");
    ledger.moved = moved;
    await statementMaker.make({ id: short });
    expect(await ready(lee, short)).toMatchObject({ state: "READY", rows: 2 });
  });

  test("that cannot be made is given up after some tries", async () => {
    const lee = await api.member();
    await deposit(lee, 5n);
    const id = await begun(lee);
    await api.owner.query(`UPDATE postings SET balance_after = 6 WHERE account_id = $1`, [lee.accountId]);
    const { statementMaker } = api.application.services;
    for (let i = 0; i < 2; i++) await expect(statementMaker.make({ id })).rejects.toThrow("do not come to its balance");
    await statementMaker.make({ id });
    expect((await ready(lee, id)).state).toBe("FAILED");
    await api.owner.query(`UPDATE postings SET balance_after = 5 WHERE account_id = $1`, [lee.accountId]);
  });
});
