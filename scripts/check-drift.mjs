// The committed contract and the code generated from it must be what the sources say.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run, runTool } from "./command.mjs";
import { isUpToDate } from "./trusted-documents.mjs";

const scratch = mkdtempSync(join(tmpdir(), "chickpay-drift-"));
let isDrifted = false;
try {
  const emitted = join(scratch, "schema.graphql");
  if ((await run(process.execPath, [join(root, "scripts", "emit-schema.mjs"), emitted])) !== 0) isDrifted = true;
  else if (read(emitted) !== read(join(root, "schema.graphql"))) report("schema.graphql is not what the API serves");

  const generated = join(root, "web", "src", "gql");
  const committed = join(scratch, "gql");
  if (existsSync(generated)) cpSync(generated, committed, { recursive: true });
  try {
    const args = ["--config", "codegen.yml", "--silent"];
    if ((await runTool("graphql-codegen", args, { package: "@graphql-codegen/cli" })) !== 0) isDrifted = true;
    else if (!isSameTree(committed, generated)) report("web/src/gql is not what codegen makes of schema.graphql");
    else if (!isUpToDate()) report("trusted-documents.json is not what the web app sends");
  } finally {
    // A check leaves the working tree as it was.
    rmSync(generated, { recursive: true, force: true });
    if (existsSync(committed)) cpSync(committed, generated, { recursive: true });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (!isDrifted) console.log("schema.graphql, web/src/gql and trusted-documents.json are up to date");
process.exitCode = isDrifted ? 1 : 0;

/** @param {string} sentence */
function report(sentence) {
  isDrifted = true;
  console.error(`${sentence}: run npm run codegen and commit the result.`);
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** @param {string} one @param {string} other */
function isSameTree(one, other) {
  const names = [one, other].map((directory) => (existsSync(directory) ? readdirSync(directory).sort() : []));
  return (
    names[0]?.join() === names[1]?.join() &&
    names[0]?.every((name) => read(join(one, name)) === read(join(other, name)))
  );
}
