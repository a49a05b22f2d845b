// Runs the proofs of docs/LEDGER.md at a size of your choice: npm run prove -- --ops 100000 --minutes 30 --only R3
import { parseArgs } from "node:util";
import { root, runTool } from "./command.mjs";

process.chdir(root);
const { values } = parseArgs({
  options: { ops: { type: "string" }, minutes: { type: "string" }, only: { type: "string" } },
});
for (const name of /** @type {const} */ (["ops", "minutes"])) {
  if (values[name] !== undefined && !(Number(values[name]) > 0)) {
    console.error(`--${name} takes a number above zero.`);
    process.exit(2);
  }
}

const args = ["run", "--project", "api", "test/proofs"];
if (values.only) args.push("-t", `^${values.only}\\b`);
const env = { ...process.env, ...(values.ops ? { PROVE_OPS: values.ops } : {}) };
const endAt = performance.now() + Number(values.minutes ?? 0) * 60_000;
let code = 0;
// Each round draws a new seed, so time spent is ground covered.
do {
  code = await runTool("vitest", args, { env });
} while (code === 0 && performance.now() < endAt);
process.exitCode = code;
