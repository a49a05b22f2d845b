// Runs the proofs of docs/LEDGER.md and docs/SECURITY-MODEL.md at a size of your choice:
// npm run prove -- --ops 100000 --minutes 30 --only R3, or a whole family of them with --family G
// With --sabotage it takes protections away instead, and is content when the proofs about them turn red.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root, runTool } from "./command.mjs";

process.chdir(root);
const values = readOptions();
for (const name of /** @type {const} */ (["ops", "minutes", "seed"])) {
  if (values[name] !== undefined && !(Number(values[name]) > 0)) {
    console.error(`--${name} takes a number above zero.`);
    process.exit(2);
  }
}
if (values.family !== undefined && !/^[A-Z](,[A-Z])*$/.test(values.family)) {
  console.error("--family takes letters, separated by commas: A,Z,G.");
  process.exit(2);
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
const only = values.only
  ? `^(?:[A-Z]\\d+-)*${values.only}\\b.*`
  : values.family
    ? `^[${values.family.replaceAll(",", "")}]\\d.*`
    : "";
process.exitCode = values.sabotage ? await takeAway(values.sabotage) : await proveFor(Number(values.minutes ?? 0));

function readOptions() {
  try {
    return parseArgs({
      options: {
        ops: { type: "string" },
        minutes: { type: "string" },
        seed: { type: "string" },
        only: { type: "string" },
        family: { type: "string" },
        sabotage: { type: "string" },
      },
    }).values;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

/** @param {number} minutes */
async function proveFor(minutes) {
  const endAt = performance.now() + minutes * 60_000;
  // Each round draws a new seed, so time spent is ground covered.
  for (;;) {
    const { code, tests } = await runProofs(only);
    if (tests.every(({ status }) => status === "skipped")) {
      console.error(
        `No proof is called ${values.only ?? values.family}; docs/LEDGER.md and docs/SECURITY-MODEL.md name them.`,
      );
      return 2;
    }
    if (code !== 0 || performance.now() >= endAt) return code;
  }
}

/** Each proof about the protection must turn red without it. @param {string} which one of them, or "all" */
async function takeAway(which) {
  const names = `${only}turns red with ${which === "all" ? "" : `${which}$`}`;
  // A small size may for once not meet what a protection is there for.
  const { code, tests } = await runProofs(names, ["--retry=1"]);
  const rows = tests
    .filter(({ title }) => title.startsWith("turns red with "))
    .map(({ title, fullName, status }) => {
      const [proof = "", sabotage] = [fullName.split(" ")[0], title.replace("turns red with ", "")];
      return { sabotage, proof, status, red: status === "passed" ? `red: ${reason(proof, sabotage)}` : "NO" };
    })
    .sort((a, b) => a.sabotage.localeCompare(b.sabotage) || a.proof.localeCompare(b.proof));
  const chosen = rows.filter(({ status }) => status !== "skipped");
  if (chosen.length === 0) {
    const known = [...new Set(rows.map(({ sabotage }) => sabotage))].join(", ");
    console.error(`No proof runs without ${which}${values.only ? ` in ${values.only}` : ""}; known: all, ${known}.`);
    return 2;
  }
  const heads = { sabotage: "switch", proof: "proof", red: "red" };
  /** @param {"sabotage" | "proof"} name */
  const widthOf = (name) => Math.max(...[heads, ...chosen].map((row) => row[name].length));
  console.log();
  for (const { sabotage, proof, red } of [heads, ...chosen]) {
    console.log(`${sabotage.padEnd(widthOf("sabotage"))} | ${proof.padEnd(widthOf("proof"))} | ${red}`);
  }
  // A file of proofs that does not load has none to tell of.
  return code === 0 && chosen.every(({ status }) => status === "passed") ? 0 : 1;
}

/** What it found first, from its evidence. @param {string} proof @param {string} sabotage */
function reason(proof, sabotage) {
  return JSON.parse(readFileSync(join(root, "evidence", `${proof}-${sabotage}.json`), "utf8")).first;
}

/**
 * Runs those whose names match, and tells what became of each.
 *
 * @param {string} names a pattern
 * @param {string[]} options
 * @returns {Promise<{ code: number, tests: { title: string, fullName: string, status: string }[] }>}
 */
async function runProofs(names, options = []) {
  const reports = mkdtempSync(join(tmpdir(), "chickpay-prove-"));
  const report = join(reports, "vitest.json");
  const args = ["run", "--project", "api", "test/proofs", "--reporter=default", "--reporter=json", ...options];
  const code = await runTool("vitest", [...args, `--outputFile.json=${report}`, ...(names ? ["-t", names] : [])], {
    env,
  });
  /** @type {{ testResults: { assertionResults: { title: string, fullName: string, status: string }[] }[] }} */
  const { testResults } = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : { testResults: [] };
  rmSync(reports, { recursive: true, force: true });
  return { code, tests: testResults.flatMap((file) => file.assertionResults) };
}
