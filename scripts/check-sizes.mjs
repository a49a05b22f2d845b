// What a visitor has to load, against what we allow: a slow phone on a slow network pays for every kilobyte.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./command.mjs";

const KB = 1_000;
const FIRST_SCRIPT_MAX = 190 * KB;
const FIRST_STYLE_MAX = 20 * KB;
/** Of each screen, beyond what every visitor has loaded already. */
const ROUTE_MAX = 40 * KB;

const dist = join(root, "web", "dist");
const assets = join(dist, "assets");
const page = readFileSync(join(dist, "index.html"), "utf8");
const named = (/** @type {RegExp} */ pattern) => [...page.matchAll(pattern)].map(([, name]) => name ?? "");

const first = closure(named(/(?:src|href)="\/assets\/([^"]+\.js)"/g));
const styles = named(/href="\/assets\/([^"]+\.css)"/g);
const rows = [
  { name: "first load, JavaScript", size: sum(first), max: FIRST_SCRIPT_MAX },
  { name: "first load, CSS", size: sum(styles), max: FIRST_STYLE_MAX },
];
for (const name of [...first].flatMap((script) => dynamicImports(script)).filter((each) => each.endsWith(".js"))) {
  const own = new Set([...closure([name])].filter((each) => !first.has(each)));
  rows.push({ name, size: sum(own), max: ROUTE_MAX });
}
const [script, style, ...routes] = rows;
const largest = routes.toSorted((a, b) => b.size - a.size).slice(0, 5);
for (const { name, size, max } of [script, style, ...largest].filter((row) => row !== undefined)) {
  console.log(`${(size / KB).toFixed(1).padStart(6)} of ${max / KB} KB gzip  ${name}`);
}
const tooLarge = rows.filter(({ size, max }) => size > max);
for (const { name, size, max } of tooLarge)
  console.error(`${name} is ${(size / KB).toFixed(1)} KB gzip and may be ${max / KB}.`);
process.exitCode = tooLarge.length === 0 && routes.length > 0 ? 0 : 1;

/** The scripts and all that they import before they run. @param {Iterable<string>} names */
function closure(names) {
  const found = new Set(names);
  for (const name of found) for (const each of staticImports(name)) found.add(each);
  return found;
}

/** @param {string} name */
function staticImports(name) {
  return [...read(name).matchAll(/(?:^|[;}\s])(?:import|export)\b[^"'();]*?["']\.\/([^"']+\.js)["']/g)].map(
    ([, each]) => each ?? "",
  );
}

/** @param {string} name */
function dynamicImports(name) {
  return [...read(name).matchAll(/import\(["'`]\.\/([^"'`]+)["'`]\)/g)].map(([, each]) => each ?? "");
}

/** @param {Iterable<string>} names */
function sum(names) {
  return [...names].reduce((total, name) => total + gzipSync(readFileSync(join(assets, name))).length, 0);
}

/** @param {string} name */
function read(name) {
  return readdirSync(assets).includes(name) ? readFileSync(join(assets, name), "utf8") : "";
}
