import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Violation } from "@chickpay/api/ledger";
import { type Book, openServer } from "./book.ts";
import { drawChart } from "./chart.ts";
import { generatorShare } from "./measure.ts";
import type { Plan } from "./plan.ts";
import { asText, machine, type Report, ratiosOf } from "./report.ts";
import { growth } from "./scenarios/growth.ts";
import { latency } from "./scenarios/latency.ts";
import { reads } from "./scenarios/reads.ts";
import { scale } from "./scenarios/scale.ts";
import { subscriptions } from "./scenarios/subscriptions.ts";
import { KINDS, throughput } from "./scenarios/throughput.ts";

const SCENARIOS = ["throughput", "reads", "latency", "subscriptions", "scale", "growth"] as const;
type Scenario = (typeof SCENARIOS)[number];

const USAGE = `npm run bench -- [options]

  --seconds 20                of each measurement, its rounds together
  --rounds 2
  --accounts 10000
  --growth-accounts 1000000
  --growth-postings 10000000
  --scenario a,b              some of: ${SCENARIOS.join(", ")}; all when left out
  --only a,b                  contenders of the throughput scenario: ${KINDS.join(", ")}; the ratios need all
  --json file                 writes the figures there
  --svg file                  draws a chart there
  --help`;

const options = readOptions();
if (options.help) {
  console.log(USAGE);
  process.exit();
}
const plan: Plan = {
  seconds: number("seconds"),
  rounds: number("rounds"),
  accounts: number("accounts"),
  callers: 128,
  warmUpSeconds: Math.min(10, number("seconds")),
  growthAccounts: number("growth-accounts"),
  growthPostings: number("growth-postings"),
};
const scenarios = choose("scenario", options.scenario, SCENARIOS);
const only = choose("only", options.only, KINDS);
const log = (line: string) => console.log(line);

if (new Date().getUTCHours() === 18)
  log("Between three and four in Seoul the product checks its books: what is measured now is measured beside that.");

const server = await openServer(process.env.DATABASE_URL);
const books: Book[] = [];
try {
  log(`Making ${plan.accounts} accounts …`);
  const book = await server.makeBook("main", plan.accounts);
  books.push(book);
  const { version, settings } = await server.describe();
  const results: Partial<Report> = {};
  const wants = (scenario: Scenario) => scenarios.includes(scenario);
  // At a given pace first: a server that was hammered is busy writing it out for minutes, and so are shared processors.
  if (wants("latency")) results.latency = await latency(book, plan, log);
  if (wants("subscriptions")) results.subscriptions = await subscriptions(book, plan, log);
  if (wants("reads")) results.reads = await reads(book, plan, log);
  if (wants("throughput")) {
    const product = await server.makeBook("product", plan.accounts);
    books.push(product);
    results.throughput = await throughput(book, product, plan, only, log);
    if (only.length === KINDS.length) results.ratios = ratiosOf(results.throughput);
  }
  if (wants("scale")) results.scale = await scale(book, plan, log);
  if (wants("growth")) {
    log(`Making ${plan.growthAccounts} accounts with ${plan.growthPostings} postings …`);
    const full = await server.makeBook("full", plan.growthAccounts, plan.growthPostings);
    const empty = await server.makeBook("empty", plan.accounts);
    books.push(full, empty);
    results.growth = await growth(empty, full, plan, log);
  }

  log("Checking the books …");
  const violations: Violation[] = [];
  for (const each of books) violations.push(...(await each.check()));
  const { cores } = machine();
  const report: Report = {
    at: new Date().toISOString(),
    command: `npm run bench -- ${process.argv.slice(2).join(" ")}`.trim(),
    machine: machine(),
    versions: { node: process.version, postgres: version },
    settings,
    generatorCpuShare: generatorShare(cores),
    ...results,
    invariants: violations.length === 0 ? "ok" : violations,
  };
  log(asText(report));
  if (options.json) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  if (options.svg) await writeFile(options.svg, drawChart(report));
  process.exitCode = violations.length === 0 ? 0 : 1;
} finally {
  for (const each of books) await each.drop().catch(() => undefined);
  await server.stop();
}

/** Leaves with a sentence, not a stack trace, when there is an option that nobody knows. */
function readOptions() {
  try {
    return parseArgs({
      options: {
        /** Of each measurement, its rounds together. */
        seconds: { type: "string", default: "20" },
        rounds: { type: "string", default: "2" },
        accounts: { type: "string", default: "10000" },
        "growth-accounts": { type: "string", default: "1000000" },
        "growth-postings": { type: "string", default: "10000000" },
        /** Separated by commas; all of them when left out. */
        scenario: { type: "string" },
        /** Contenders of the throughput scenario: b0, b1, b2, engine, full. The ratios need all. */
        only: { type: "string" },
        json: { type: "string" },
        svg: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

function number(name: "seconds" | "rounds" | "accounts" | "growth-accounts" | "growth-postings"): number {
  const value = Number(options[name]);
  if (value > 0) return value;
  console.error(`--${name} takes a number above zero.`);
  process.exit(2);
}

function choose<T extends string>(option: string, asked: string | undefined, all: readonly T[]): readonly T[] {
  const names = asked === undefined ? all : (asked.split(",") as T[]);
  if (names.every((each) => all.includes(each))) return names;
  console.error(`--${option} takes some of: ${all.join(", ")}.`);
  process.exit(2);
}
