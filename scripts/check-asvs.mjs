// Holds docs/asvs.json to the standard: every requirement is there, and what it names as evidence is too.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.mjs";

/** OWASP ASVS 5.0.0: a line for each chapter, in it a word for each section, in it the level of each requirement. */
const standard = [
  "22 1111122223 112222222223 222 123",
  "122 112 12223 23",
  "3 113 12223 11222233 11122333 3 22333",
  "12233 23333 22 1222",
  "2 112333 113 222",
  "122 111111112222 11223333 112233 22222333 2223 33 2222",
  "222 1111 22 11222 223 22",
  "1233 1123 133 23",
  "111 1222",
  "22 223 22223 1111122222233333 22222 22 222",
  "2233 22233 11233 1222 23 23 33",
  "12233 11 22223",
  "2333 222223 2233 1222233",
  "22 12223333 122",
  "12233 12233 1222222 3333",
  "2 22222 2222 222 2223",
  "23 22223333 22",
];
/** @type {Map<string, number>} the level of each requirement, in the order of the standard */
const levelOf = new Map(
  standard.flatMap((sections, chapter) =>
    sections
      .split(" ")
      .flatMap((digits, section) =>
        [...digits].map((level, index) => [`V${chapter + 1}.${section + 1}.${index + 1}`, Number(level)]),
      ),
  ),
);

/** What a requirement of each status must say and show, and what it may. */
const needs = /** @type {Record<string, { must: string[], may: string[] }>} */ ({
  met: { must: ["by"], may: ["tests", "files"] },
  partly: { must: ["gap"], may: ["by", "tests", "files"] },
  open: { must: ["gap"], may: [] },
  // `by` tells what to do, and a file where people read it.
  operator: { must: ["by", "files"], may: ["tests"] },
  "not-applicable": { must: ["why"], may: [] },
});

/** @typedef {{ level?: unknown, about?: unknown, status?: unknown } & Record<string, unknown>} Requirement */

const path = "docs/asvs.json";
const text = readFileSync(join(root, path), "utf8");
/** @type {{ levels: number[], requirements: Record<string, Requirement> }} */
const { levels, requirements } = JSON.parse(text);
/** @type {string[]} */
const problems = [];
/** @type {Map<string, string | null>} */
const sources = new Map();

checkIds();
for (const [id, requirement] of Object.entries(requirements)) check(id, requirement);
for (const problem of problems) console.error(`${path}: ${problem}`);
if (problems.length === 0) {
  const statuses = Object.values(requirements).map(({ status }) => status);
  const counts = Object.keys(needs).map((name) => `${statuses.filter((each) => each === name).length} ${name}`);
  console.log(`${statuses.length} requirements: ${counts.join(", ")}`);
}
process.exitCode = problems.length === 0 ? 0 : 1;

function checkIds() {
  const wanted = [...levelOf.keys()].filter((id) => levels.includes(levelOf.get(id) ?? 0));
  // Of a key that stands twice JSON.parse keeps the last alone.
  const written = [...text.matchAll(/"(V\d+\.\d+\.\d+)"\s*:/g)].map(([, id = ""]) => id);
  for (const id of wanted) if (!written.includes(id)) problems.push(`${id} is missing`);
  for (const id of new Set(written)) {
    if (!wanted.includes(id)) problems.push(`${id} is no requirement of level ${levels.join(" or ")}`);
    else if (written.indexOf(id) !== written.lastIndexOf(id)) problems.push(`${id} stands there twice`);
  }
  if (problems.length > 0) return;
  const index = written.findIndex((id, at) => id !== wanted[at]);
  if (index >= 0) problems.push(`${written[index]} stands where ${wanted[index]} belongs`);
}

/** @param {string} id @param {Requirement} requirement */
function check(id, requirement) {
  const { level, about, status, ...rest } = requirement;
  if (levelOf.has(id) && level !== levelOf.get(id)) problems.push(`${id} is of level ${levelOf.get(id)}, not ${level}`);
  if (!isText(about)) problems.push(`${id} does not say what it is about`);
  const rule = needs[String(status)];
  if (!rule)
    return void problems.push(`${id} has the status ${status}, which is none of ${Object.keys(needs).join(", ")}`);
  for (const name of rule.must) if (!isTold(rest[name])) problems.push(`${id} is ${status} and needs ${name}`);
  for (const [name, value] of Object.entries(rest)) {
    if (![...rule.must, ...rule.may].includes(name)) problems.push(`${id} is ${status} and has no use for ${name}`);
    else if (!isTold(value)) problems.push(`${id} has an empty ${name}`);
    else if (Array.isArray(value)) for (const reference of value) checkReference(id, name, String(reference));
  }
  if (status === "met" && !isTold(rest.tests) && !isTold(rest.files)) {
    problems.push(`${id} is met and names neither a test nor a file that shows it`);
  }
}

/** @param {string} id @param {string} kind @param {string} reference `path`, or `path#text` that stands in it */
function checkReference(id, kind, reference) {
  const [file = "", ...rest] = reference.split("#");
  const piece = rest.join("#");
  if (kind === "tests" && !/\.(?:test|spec)\.ts$/.test(file)) problems.push(`${id}: ${file} is no test`);
  const source = read(file);
  if (source === null) problems.push(`${id}: there is no ${file}`);
  else if (!source.includes(piece)) problems.push(`${id}: ${file} does not hold “${piece}”`);
}

/** Null where there is no such file. @param {string} file */
function read(file) {
  const known = sources.get(file);
  if (known !== undefined) return known;
  const place = join(root, file);
  const source = existsSync(place) && statSync(place).isFile() ? readFileSync(place, "utf8") : null;
  sources.set(file, source);
  return source;
}

/** @param {unknown} value */
function isText(value) {
  return typeof value === "string" && value.trim() !== "";
}

/** A sentence, or a list of references. @param {unknown} value */
function isTold(value) {
  return isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText));
}
