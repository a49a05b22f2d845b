// Runs the proofs of docs/LEDGER.md at a size of your choice: npm run prove -- --ops 100000 --minutes 30 --only R3
// With --sabotage it takes protections away instead, and is content when the proofs about them turn red.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root, runTool } from "./command.mjs";

process.chdir(root);
const { values } = parseArgs({
  options: {
    ops: { type: "string" },
    minutes: { type: "string" },
    seed: { type: "string" },
    only: { type: "string" },
    sabotage: { type: "string" },
  },
});
for (const name of /** @type {const} */ (["ops", "minutes", "seed"])) {
  if (values[name] !== undefined && !(Number(values[name]) > 0)) {
    console.error(`--${name} takes a number above zero.`);
    process.exit(2);
  }
}
for (const name of /** @type {const} */ (["only", "sabotage"])) {
  if (values[name] !== undefined && !/^[\w-]+$/.test(values[name])) {
    console.error(`--${name} takes a name.`);
    process.exit(2);
  }
}

const env = {
  ...process.env,
  ...(values.ops ? { PROVE_OPS: values.ops } : {}),
  ...(values.seed ? { PROVE_SEED: values.seed } : {}),
};
// Some tests stand for several proofs: R6-R10-R12.
const only = values.only ? `^(?:[A-Z]\\d+-)*${values.only}\\b.*` : "";
process.exitCode = values.sabotage ? await takeAway(values.sabotage) : await proveFor(Number(values.minutes ?? 0));

/** @param {number} minutes */
async function proveFor(minutes) {
  const endAt = performance.now() + minutes * 60_000;
  let code = 0;
  // Each round draws a new seed, so time spent is ground covered.
  do {
    code = await runProofs(only);
  } while (code === 0 && performance.now() < endAt);
  return code;
}

/** Each proof about the protection must turn red without it. @param {string} which one of them, or "all" */
async function takeAway(which) {
  const reports = mkdtempSync(join(tmpdir(), "chickpay-prove-"));
  const report = join(reports, "vitest.json");
  await runProofs(`${only}turns red with ${which === "all" ? "" : `${which}$`}`, [
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  /** @type {{ testResults: { assertionResults: { title: string, fullName: string, status: string }[] }[] }} */
  const { testResults } = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : { testResults: [] };
  rmSync(reports, { recursive: true, force: true });

  const tests = testResults
    .flatMap((file) => file.assertionResults)
    .filter(({ title }) => title.startsWith("turns red with "))
    .map(({ title, fullName, status }) => ({
      sabotage: title.replace("turns red with ", ""),
      proof: fullName.split(" ")[0] ?? "",
      status,
    }));
  const chosen = tests.filter(({ status }) => status === "passed" || status === "failed");
  if (chosen.length === 0) {
    const known = [...new Set(tests.map(({ sabotage }) => sabotage))].sort().join(", ");
    console.error(`No proof runs without ${which}${values.only ? ` in ${values.only}` : ""}; known: all, ${known}.`);
    return 2;
  }
  const rows = chosen
    .map(({ sabotage, proof, status }) => [
      sabotage,
      proof,
      status === "passed" ? `red: ${reason(proof, sabotage)}` : "NO",
    ])
    .sort((a, b) => a.join().localeCompare(b.join()));
  const widths = [0, 1].map((i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  console.log();
  for (const [sabotage, proof, red] of [["switch", "proof", "red"], ...rows]) {
    console.log(`${sabotage?.padEnd(widths[0] ?? 0)} | ${proof?.padEnd(widths[1] ?? 0)} | ${red}`);
  }
  return chosen.every(({ status }) => status === "passed") ? 0 : 1;
}

/** What it found first, from its evidence. @param {string} proof @param {string} sabotage */
function reason(proof, sabotage) {
  const path = join(root, "evidence", `${proof}-${sabotage}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).first : "";
}

/** @param {string} names a pattern @param {string[]} [more] arguments */
function runProofs(names, more = []) {
  return runTool("vitest", ["run", "--project", "api", "test/proofs", ...(names ? ["-t", names] : []), ...more], {
    env,
  });
}
