import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import { Amount } from "../../src/graphql/scalars.js";
import { BatchingLedgerEngine } from "../../src/modules/ledger/index.js";
import { AMOUNT_MAX, isMovable, MALFORMED_AMOUNT, parseAmount } from "../../src/shared/money.js";
import { startTestApi, TRANSFER } from "../api-harness.js";
import { movement, openAccount, openLedger } from "../ledger-harness.js";
import { brokenRules } from "./ledger-history.js";
import { prove } from "./proof.js";
import { type Sabotage, sabotage, storeOn } from "./sabotage.js";
import { evidence } from "./size.js";

/** Where numbers lose won: one, the last safe integer and its neighbours, the largest amount, the ends of a bigint column. */
const EDGES = [
  1n,
  2n ** 53n - 1n,
  2n ** 53n,
  2n ** 53n + 1n,
  AMOUNT_MAX - 1n,
  AMOUNT_MAX,
  AMOUNT_MAX + 1n,
  2n ** 63n - 1n,
];
const DIGITS_MAX = 10n ** 19n - 1n;

const whole = fc.oneof(
  { weight: 3, arbitrary: fc.bigInt({ min: 0n, max: DIGITS_MAX }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: AMOUNT_MAX }) },
  { weight: 1, arbitrary: fc.constantFrom(...EDGES, 0n, DIGITS_MAX) },
);

/** What looks like an amount and is none. */
const SHAPES: ReadonlyArray<(digits: string) => string> = [
  (digits) => `${digits}.0`,
  (digits) => `${digits}.5`,
  (digits) => `${digits}e3`,
  (digits) => ` ${digits}`,
  (digits) => `${digits} `,
  (digits) => `${digits}\n`,
  (digits) => `+${digits}`,
  (digits) => `-${digits}`,
  (digits) => `0${digits}`,
  (digits) => `0x${digits}`,
  (digits) => `${digits}n`,
  (digits) => `${digits},000`,
  (digits) => `${digits}_000`,
  (digits) => `₩${digits}`,
  (digits) => `${digits}${"0".repeat(20)}`,
  (digits) => digits.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  (digits) => digits.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit))),
  () => "",
  () => "NaN",
  () => "Infinity",
];

const readers: Partial<Record<Sabotage, typeof parseAmount>> = {
  "float-amounts": (text) => (Number.isFinite(Number(text)) ? BigInt(Math.trunc(Number(text))) : MALFORMED_AMOUNT),
};

prove(
  "R11",
  "amounts are whole won in a bigint: read and shown without loss, other forms refused, postings of batches sum to zero",
  { small: 4_096, redWithout: { "float-amounts": 200, "no-balance": 50 } },
  async ({ count, random, without }) => {
    const read = (without && readers[without]) ?? parseAmount;
    const options = { numRuns: count, seed: Math.floor(random() * 2 ** 31) };
    const rare = { beyondSafeIntegers: 0, movable: 0, malformed: 0, batches: 0 };
    const problems: string[] = [];
    const check = <T>(name: string, property: fc.IProperty<T>) => {
      if (fc.check(property, options).failed) problems.push(name);
    };

    check(
      "an amount came back as another",
      fc.property(whole, (amount) => {
        if (amount > Number.MAX_SAFE_INTEGER) rare.beyondSafeIntegers++;
        if (isMovable(amount)) rare.movable++;
        const shown = Amount.serialize(amount) as string;
        return shown === amount.toString() && read(shown) === amount;
      }),
    );
    check(
      "sums and differences lose a won",
      fc.property(whole, whole, (a, b) => read(String(a + (b % 10n))) - a === b % 10n || a + (b % 10n) > DIGITS_MAX),
    );
    check(
      "what may be moved is not 1 .. 10^15",
      fc.property(whole, (amount) => isMovable(read(String(amount))) === (amount >= 1n && amount <= 10n ** 15n)),
    );
    check(
      "a form that is none was read as an amount",
      fc.property(fc.constantFrom(...SHAPES), fc.bigInt({ min: 1n, max: 10n ** 15n }), (shape, amount) => {
        rare.malformed++;
        return read(shape(String(amount))) === MALFORMED_AMOUNT;
      }),
    );
    check(
      "any text is either the amount it shows or malformed",
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."0123456789.-+e ０１") })), (text) => {
        const amount = read(text);
        return amount === MALFORMED_AMOUNT || (String(amount) === text && amount >= 0n);
      }),
    );
    check(
      "a number got past the scalar",
      fc.property(fc.oneof(fc.double(), fc.integer(), fc.boolean(), fc.constant(null)), (value) => {
        return Amount.parseValue(value) === MALFORMED_AMOUNT && !shows(value);
      }),
    );

    // Through the engine and the tables, where a driver or a column could bend them.
    const ledger = await openLedger();
    try {
      await sabotage(ledger.database.ownerUrl, without);
      const engine = new BatchingLedgerEngine(storeOn(ledger.pool, without), () => undefined);
      const bank = await openAccount(ledger.pool, "clearing");
      for (; rare.batches < Math.min(200, Math.ceil(count / 400)); rare.batches++) {
        const accounts = await Promise.all(Array.from({ length: 5 }, () => openAccount(ledger.pool, "customer")));
        const movable = EDGES.filter(isMovable);
        const amounts = accounts.map((_, i) =>
          i < 2
            ? (movable[Math.floor(random() * movable.length)] as bigint)
            : BigInt(1 + Math.floor(random() * 10 ** 6)) * BigInt(1 + Math.floor(random() * 10 ** 9)),
        );
        await engine.apply(
          accounts.map((credit, i) => movement({ debit: bank, credit, amount: amounts[i] as bigint, limited: false })),
        );
        const { rows } = await ledger.pool.query(
          `SELECT p.account_id, sum(p.amount) AS sum FROM postings p WHERE p.account_id = ANY($1::uuid[]) GROUP BY 1`,
          [accounts],
        );
        const sums = new Map(rows.map((row) => [row.account_id, BigInt(row.sum)]));
        if (accounts.some((id, i) => sums.get(id) !== amounts[i]))
          problems.push("another sum in the book than was asked");
      }
      problems.push(...(await brokenRules(ledger.pool)));
    } finally {
      await ledger.close();
    }
    return { rare, problems };
  },
);

/** Whether the scalar would show this, which is no bigint. */
function shows(value: unknown): boolean {
  try {
    Amount.serialize(value);
    return true;
  } catch (error) {
    if (error instanceof GraphQLError) return false;
    throw error;
  }
}

test("R11-edge each form that is no amount is named at the edge, as a variable and as a literal, and moves nothing", {
  timeout: 60_000,
}, async () => {
  const api = await startTestApi();
  try {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    const input = { fromAccountId: hong.accountId, toAccountNumber: kim.accountNumber, idempotencyKey: "edge" };
    const forms = [
      ...SHAPES.map((shape) => JSON.stringify(shape("125"))),
      ...["125", "1.0", "1e3", "true", '"0"', `"${AMOUNT_MAX + 1n}"`, `"${2n ** 63n}"`],
    ];
    for (const form of forms) {
      const asVariable = `{"query":${JSON.stringify(TRANSFER)},"variables":{"input":{${JSON.stringify(input).slice(1, -1)},"amount":${form}}}}`;
      const asLiteral = JSON.stringify({
        query: `mutation { transfer(input: { fromAccountId: "${input.fromAccountId}", toAccountNumber: "${input.toAccountNumber}",
          idempotencyKey: "edge", amount: ${form} }) { __typename ... on InvalidInput { fields { path } } } }`,
      });
      for (const body of [asVariable, asLiteral]) {
        const { data, errors } = await hong.client.post(body);
        expect(errors, form).toBeUndefined();
        expect(data.transfer, form).toMatchObject({ __typename: "InvalidInput", fields: [{ path: "amount" }] });
      }
    }
    const { rows } = await api.owner.query(`SELECT count(*) FROM movements WHERE idempotency_key = 'edge'`);
    evidence("R11-edge", { forms: forms.length * 2 });
    expect(rows).toEqual([{ count: "0" }]);
  } finally {
    await api.close();
  }
});

test("R11-source no amount becomes a JavaScript number anywhere in the product's source", () => {
  const NAME = String.raw`\w*(?:amount|balance|available|shortfall|remaining|limitSingle|limitDaily|spentToday|\bheld)\w*`;
  const forbidden = [
    // Number(amount), parseFloat(row.balance), Math.round(x.amount / 2n), amount.toFixed(2)
    new RegExp(String.raw`\b(?:Number|parseFloat|parseInt|Number\.\w+|Math\.\w+)\((?:[\w.?!]*[.?!])?${NAME}\b`, "i"),
    new RegExp(String.raw`\b${NAME}\??\.(?:toFixed|toPrecision|toExponential)\(`, "i"),
    // balance: number
    new RegExp(String.raw`\b${NAME}[?!]?: number\b`, "i"),
    // +row.balance
    new RegExp(String.raw`[=(,:?]\s*\+(?:[\w?!]+[.?!])*${NAME}\b`, "i"),
  ];
  const finds = (line: string) => forbidden.some((each) => each.test(line));
  for (const bad of ["x = Number(row.balance)", "parseFloat(amount)", "amount?: number", "total = +input.amount;"]) {
    expect(finds(bad), bad).toBe(true);
  }
  let lines = 0;
  const found: string[] = [];
  for (const side of ["../../src/", "../../../web/src/"]) {
    const directory = fileURLToPath(new URL(side, import.meta.url));
    for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
      if (!/\.tsx?$/.test(name) || /\.test\.tsx?$/.test(name) || name.startsWith("gql")) continue;
      for (const [i, line] of readFileSync(`${directory}${name}`, "utf8").split("\n").entries()) {
        lines++;
        if (finds(line)) found.push(`${name}:${i + 1}: ${line.trim()}`);
      }
    }
  }
  expect(lines).toBeGreaterThan(5_000);
  expect(found).toEqual([]);
});
