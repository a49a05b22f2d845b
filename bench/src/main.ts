import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateAccessTokenKey } from "@chickpay/api/access-token";
import { migrate } from "@chickpay/api/data-source";
import { createDatabase, databaseUrl, dropDatabase, startEmbeddedPostgres } from "@chickpay/api/embedded-postgres";
import { checkBook } from "@chickpay/api/ledger";
import pg from "pg";
import { explicitTransaction, oneCall, type Shape } from "./baselines.ts";
import type { Contender } from "./contender.ts";
import { engineAlone } from "./engine.ts";
import { fullStack } from "./full-stack.ts";
import { closedLoop, type Sample } from "./measure.ts";
import { makeWorld } from "./world.ts";

const { values: options } = parseArgs({
  options: {
    /** Of each measurement; each contender is measured once a round and shape. */
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "2" },
    accounts: { type: "string", default: "10000" },
    /** Measures one kind alone: b1, b2, engine or full. The ratios need all. */
    only: { type: "string" },
    json: { type: "string" },
  },
});
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);

/** Callers at once. Every contender gets as many; how many of them reach the database is its own affair. */
const CONCURRENCY = 128;
const SHAPES: readonly Shape[] = ["uniform", "hot"];

const dataDir = await mkdtemp(join(tmpdir(), "chickpay-bench-"));
await chmod(dataDir, 0o755);
const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
const name = "bench";
try {
  await createDatabase(postgres.adminUrl, name);
  const ownerUrl = databaseUrl(postgres.adminUrl, "chickpay_owner", name);
  const appUrl = databaseUrl(postgres.adminUrl, "chickpay_app", name);
  await migrate(ownerUrl);
  console.log(`Making ${options.accounts} accounts …`);
  const world = await makeWorld(ownerUrl, Number(options.accounts));

  const makers: Array<{ key: string; make: () => Contender | Promise<Contender> }> = [
    { key: "b1", make: () => explicitTransaction(ownerUrl, 16) },
    { key: "b1", make: () => explicitTransaction(ownerUrl, 64) },
    { key: "b2", make: () => oneCall(ownerUrl, 16) },
    { key: "b2", make: () => oneCall(ownerUrl, 64) },
    { key: "engine", make: () => engineAlone(appUrl) },
    { key: "full", make: () => fullStack({ ownerUrl, appUrl }, world, generateAccessTokenKey(), 128) },
  ];
  const contenders: Array<{ key: string; contender: Contender }> = [];
  for (const { key, make } of makers) {
    if (options.only === undefined || options.only === key) contenders.push({ key, contender: await make() });
  }
  const samples: Array<{ key: string; name: string; shape: Shape; sample: Sample }> = [];
  // In turns, so that a machine that grows slower or faster meanwhile does so for all.
  for (let round = 1; round <= rounds; round++) {
    for (const shape of SHAPES) {
      for (const { key, contender } of contenders) {
        const loop = { concurrency: CONCURRENCY, seconds, warmUpSeconds: round === 1 ? 2 : 0.5 };
        const sample = await closedLoop(contender, world.accounts, shape, loop);
        samples.push({ key, name: contender.name, shape, sample });
        console.log(`${round}/${rounds} ${shape.padEnd(8)} ${contender.name.padEnd(44)} ${describe(sample)}`);
      }
    }
  }
  for (const { contender } of contenders) await contender.close();

  const throughput = summarise(samples);
  const ratios = {
    fullVsB1: throughput.full.uniform / throughput.b1.uniform,
    fullVsB2: throughput.full.uniform / throughput.b2.uniform,
    engineVsB2: throughput.engine.uniform / throughput.b2.uniform,
    hotVsUniform: throughput.full.hot / throughput.full.uniform,
    hotVsHotB1: throughput.full.hot / throughput.b1.hot,
  };
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const versions = {
    node: process.version,
    postgres: (await owner.query("SHOW server_version")).rows[0].server_version,
  };
  const settings = (
    await owner.query(
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')`,
    )
  ).rows;
  const violations = await checkBook(async (sql) => (await owner.query(sql)).rows);
  await owner.end();

  const machine = {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  console.log(
    `\n${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB; Node ${versions.node}, PostgreSQL ${versions.postgres}`,
  );
  console.log(settings.map((row) => `${row.name}=${row.setting}`).join(", "));
  console.log("\ntransfers/s, best of its kind       uniform       hot");
  for (const [key, label] of [
    ["b1", "B1 explicit SQL transaction"],
    ["b2", "B2 one SQL function call"],
    ["engine", "E  engine alone"],
    ["full", "G  full stack, GraphQL over HTTP"],
  ] as const) {
    const { uniform, hot } = throughput[key];
    console.log(`${label.padEnd(34)} ${uniform.toFixed(0).padStart(8)} ${hot.toFixed(0).padStart(9)}`);
  }
  console.log("\nratios");
  for (const [ratio, value] of Object.entries(ratios)) console.log(`${ratio.padEnd(14)} ${value.toFixed(2)}`);
  const invariants = violations.length === 0 ? "ok" : violations;
  console.log(`\ninvariants of the book: ${violations.length === 0 ? "ok" : JSON.stringify(violations, null, 2)}`);
  if (options.json) {
    await writeFile(
      options.json,
      `${JSON.stringify({ machine, versions, throughput, ratios, invariants }, null, 2)}\n`,
    );
  }
  process.exitCode = violations.length === 0 ? 0 : 1;
} finally {
  await dropDatabase(postgres.adminUrl, name).catch(() => undefined);
  await postgres.stop();
  await rm(postgres.cluster, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

/** Mean over the rounds of each contender, then the best contender of each kind. */
function summarise(all: ReadonlyArray<{ key: string; name: string; shape: Shape; sample: Sample }>) {
  const best = (key: string, shape: Shape) => {
    const byName = Map.groupBy(
      all.filter((each) => each.key === key && each.shape === shape),
      (each) => each.name,
    );
    const means = [...byName.values()].map(
      (group) => group.reduce((sum, each) => sum + each.sample.perSecond, 0) / group.length,
    );
    return Math.max(...means);
  };
  const kind = (key: string) => ({ uniform: best(key, "uniform"), hot: best(key, "hot") });
  return { b1: kind("b1"), b2: kind("b2"), engine: kind("engine"), full: kind("full") };
}

function describe({ perSecond, p50, p99, generatorCpu }: Sample): string {
  const rate = perSecond.toFixed(0).padStart(7);
  return `${rate}/s  p50 ${p50.toFixed(1).padStart(6)} ms  p99 ${p99.toFixed(1).padStart(6)} ms  generator ${(generatorCpu * 100).toFixed(0)} % of a core`;
}
