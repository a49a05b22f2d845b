// The whole check, in the order that finds cheap mistakes first. Arguments select steps by the start of their names.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { build } from "./build.mjs";
import { findChromium, findHeadlessShell } from "./chromium.mjs";
import { root, run, runTool, secondsSince } from "./command.mjs";
import { findRedis } from "./redis.mjs";

process.chdir(root);
// Debian's chromium is a shell script and its packages have install scripts: both need the system's own programs.
process.env.PATH = [process.env.PATH, "/usr/bin", "/bin", "/usr/sbin", "/sbin"].join(delimiter);
const reports = mkdtempSync(join(tmpdir(), "chickpay-test-"));
const node = process.execPath;

/** @typedef {{ passed: number, failed: number }} Count */

/** @type {[name: string, act: () => Promise<number | boolean | Count>][]} a step tells its exit code, its success or its count */
const steps = [
  ["format and lint", () => runTool("biome", ["check", "."], { package: "@biomejs/biome" })],
  ["promises", () => runTool("oxlint", ["--type-aware", "--deny-warnings"])],
  ["types", checkTypes],
  ["import directions", () => run(node, ["scripts/check-imports.mjs"])],
  ["ASVS", () => run(node, ["scripts/check-asvs.mjs"])],
  ["production build", () => build()],
  ["sizes", () => run(node, ["scripts/check-sizes.mjs"])],
  ["schema and generated code", () => run(node, ["scripts/check-drift.mjs"])],
  ["unit and integration tests", runVitest],
  ["journeys in Chromium", () => runPlaywright()],
];
/** What takes longer than one wants to wait for with each change: only where it is asked for. */
/** @type {typeof steps} */
const thorough = [["screens in all their looks", () => runPlaywright(["accessibility"], { SCREENS: "all" })]];

const wanted = process.argv.slice(2);
const total = { passed: 0, failed: 0 };
const startedAt = performance.now();
/** @type {string[]} */
const broken = [];

for (const [name, act] of wanted.length > 0 ? [...steps, ...thorough] : steps) {
  if (wanted.length > 0 && !wanted.some((start) => name.startsWith(start))) continue;
  console.log(`\n== ${name}`);
  const stepStartedAt = performance.now();
  const count = asCount(await act().catch(reportAndFail));
  total.passed += count.passed;
  total.failed += count.failed;
  if (count.failed > 0) broken.push(name);
  console.log(`-- ${name}: ${count.failed > 0 ? "FAILED" : "ok"} (${secondsSince(stepStartedAt)})`);
}
rmSync(reports, { recursive: true, force: true });

console.log(`\nTook ${secondsSince(startedAt)}${broken.length > 0 ? `; failed: ${broken.join(", ")}` : ""}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** @param {unknown} error */
function reportAndFail(error) {
  console.error(error instanceof Error ? error.message : error);
  return false;
}

/** @param {number | boolean | Count} result @returns {Count} */
function asCount(result) {
  if (typeof result === "object") return result;
  const isPassed = result === true || result === 0;
  return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1 };
}

async function checkTypes() {
  const codes = [
    await runTool("tsc", ["-b"], { package: "typescript" }),
    await runTool("tsc", ["-p", "web", "--noEmit"], { package: "typescript" }),
  ];
  return codes.every((code) => code === 0);
}

async function runVitest() {
  const report = join(reports, "vitest.json");
  // Without one, its tests say that they are skipped, and fail where a pipeline runs them.
  const env = { ...process.env, REDIS_SERVER_PATH: await findRedis() };
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  // Proofs that go without a protection take as long as those that have it: `npm run prove -- --sabotage all`.
  const code = await runTool("vitest", ["run", "-t", "^(?!.* turns red with )", ...reporters], { env });
  if (!existsSync(report)) return code;
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  /** @type {{ fullName: string, status: string, failureMessages: string[] }[]} */
  const tests = testResults.flatMap((/** @type {{ assertionResults: object[] }} */ file) => file.assertionResults);
  for (const { fullName, status, failureMessages } of tests) {
    if (status === "passed" && failureMessages.length > 0) tellFlaky(`${fullName}: ${failureMessages[0]}`);
  }
  return count(numPassedTests, numFailedTests, code);
}

/** @param {string[]} files all when none is named @param {Record<string, string>} settings */
async function runPlaywright(files = [], settings = {}) {
  const path = await findChromium();
  if (!path) {
    console.error("No Chromium was found and none could be installed; set CHROMIUM_PATH to one that runs.");
    return false;
  }
  const shell = process.env.HEADLESS_SHELL_PATH ?? (await findHeadlessShell()) ?? path;
  console.log(`Using ${shell}, and ${path} where permissions are asked for`);
  const report = join(reports, "playwright.json");
  const paths = { CHROMIUM_PATH: path, HEADLESS_SHELL_PATH: shell, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const env = { ...process.env, ...settings, ...paths };
  const code = await runTool("playwright", ["test", ...files, "--reporter=list,json"], {
    package: "@playwright/test",
    env,
  });
  if (!existsSync(report)) return code;
  const { expected, flaky, unexpected } = JSON.parse(readFileSync(report, "utf8")).stats;
  if (flaky > 0) tellFlaky(`${flaky} of the journeys, called "flaky" above`);
  return count(expected + flaky, unexpected, code);
}

/** @param {string} what */
function tellFlaky(what) {
  console.error(`Passed at the second try only, which is a defect: ${what}`);
}

/** A run can fail without a failing test, when a file does not load. @param {number} passed @param {number} failed @param {number} code @returns {Count} */
function count(passed, failed, code) {
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}
