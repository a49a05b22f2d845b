// Enforces docs/ARCHITECTURE.md, "Imports": who may know whom.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "./command.mjs";

/** Each row may import the rows before it and its own. */
const apiLayers = [
  [
    "shared",
    "migrations",
    "startup-error.ts",
    "embedded-postgres.ts",
    "embedded-postgres-place.ts",
    "embedded-postgres-processes.ts",
    "embedded-postgres-settings.ts",
    "data-directory-lock.ts",
  ],
  ["config.ts", "version.ts"],
  ["infra"],
  ["modules"],
  [
    "graphql",
    "data-source.ts",
    "container.ts",
    "server.ts",
    "dev-mailbox.ts",
    "book-rules.ts",
    "workers.ts",
    "tasks.ts",
  ],
  ["application.ts", "local-secrets.ts", "command-database.ts"],
  ["main.ts", "check-ledger.ts", "archive-ledger.ts", "appoint-staff.ts", "rebuild-insights.ts", "verify-receipt.ts"],
];

/** Each row may import the rows before it; within a row in one direction only. */
const moduleLayers = [
  ["outbox", "audit", "mail"],
  ["auth", "users"],
  ["profile", "staff"],
  ["ledger"],
  ["accounts"],
  ["funding", "insights", "payees", "receipts", "history", "support"],
  ["transfers", "statements"],
  ["schedules", "requests"],
  ["merchants", "virtual-accounts"],
  ["notifications", "webhooks"],
  ["admin"],
  // The seed data plays every part of the product.
  ["demo"],
];

/** Narrower than the rows say. */
const forbiddenModules = /** @type {Record<string, string[]>} */ ({ ledger: ["auth", "users"] });
const importableOnlyBy = /** @type {Record<string, string[]>} */ ({
  webhooks: ["admin", "demo"],
});

const webLayers = [["components", "lib", "config", "gql", "testing"], ["features"], ["app"]];

/** @type {string[]} */
const problems = [];
checkApi();
checkWeb();
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log("Imports point the right way");
process.exitCode = problems.length === 0 ? 0 : 1;

function checkApi() {
  const source = join(root, "api", "src");
  /** @type {Map<string, string>} the first file seen for each direction between two modules */
  const directions = new Map();
  const imports = importsIn(source).filter(({ from }) => !/\.test\.ts$/.test(from));
  const helpers = new Set(imports.filter(({ from }) => from.startsWith("modules/")).map(({ to }) => to));

  for (const { from, to, at } of imports) {
    if (to.startsWith("..")) {
      problems.push(`${at}: imports ${to}, which is outside api/src`);
      continue;
    }
    const fromModule = moduleOf(from);
    const toModule = moduleOf(to);
    if (fromModule && toModule) {
      if (fromModule !== toModule) checkModules(fromModule, toModule, to, at, directions);
      continue;
    }
    // Decorators need the scalars, errors and context, so modules may know these; the schema knows the modules.
    if (fromModule && to.startsWith("graphql/") && to !== "graphql/schema.ts") continue;
    if (from.startsWith("graphql/") && toModule && helpers.has(from)) {
      problems.push(`${at}: modules import this file, so it must not import ${to} (a circle)`);
      continue;
    }
    const fromLayer = layerOf(apiLayers, from);
    const toLayer = layerOf(apiLayers, to);
    if (fromLayer < 0 || toLayer < 0) {
      problems.push(`${at}: give ${fromLayer < 0 ? from : to} a layer in scripts/check-imports.mjs`);
    } else if (toLayer > fromLayer) {
      problems.push(`${at}: ${top(from)} must not import ${to}, ${top(to)} is a layer above it`);
    }
  }
}

/** @param {string} from @param {string} to @param {string} target @param {string} at @param {Map<string, string>} directions */
function checkModules(from, to, target, at, directions) {
  const fromLayer = layerOf(moduleLayers, from);
  const toLayer = layerOf(moduleLayers, to);
  if (fromLayer < 0 || toLayer < 0) {
    problems.push(`${at}: give the module ${fromLayer < 0 ? from : to} a row in scripts/check-imports.mjs`);
    return;
  }
  if (target !== `modules/${to}/index.ts`)
    problems.push(`${at}: import ${to} through ../${to}/index.js, not ${target}`);
  if (toLayer > fromLayer) problems.push(`${at}: the module ${from} must not import ${to}, which stands above it`);
  if (forbiddenModules[from]?.includes(to)) problems.push(`${at}: the module ${from} must not know ${to}`);
  const importers = importableOnlyBy[to];
  if (importers && !importers.includes(from)) problems.push(`${at}: only ${importers.join(" and ")} may import ${to}`);
  const opposite = directions.get(`${to} -> ${from}`);
  if (opposite) problems.push(`${at}: ${from} imports ${to}, and ${opposite} imports ${from} (a circle)`);
  directions.set(`${from} -> ${to}`, at);
}

function checkWeb() {
  const source = join(root, "web", "src");
  for (const { from, to, at } of importsIn(source)) {
    if (to.startsWith("..")) {
      // Translations of the API's codes, package.json and such are fine; its sources are not.
      if (/^\.\.\/\.\.\/api\//.test(to)) problems.push(`${at}: the web app knows the API through schema.graphql alone`);
      continue;
    }
    const fromLayer = layerOf(webLayers, from);
    const toLayer = layerOf(webLayers, to);
    // Files beside the folders (main.tsx, styles) put the app together.
    if (fromLayer < 0) continue;
    if (toLayer > fromLayer) problems.push(`${at}: ${top(from)} must not import ${to}, ${top(to)} is a layer above it`);
    const [, fromFeature] = from.split("/");
    const [, toFeature] = to.split("/");
    if (top(from) === "features" && top(to) === "features" && fromFeature !== toFeature) {
      problems.push(`${at}: the feature ${fromFeature} must not import the feature ${toFeature}`);
    }
  }
}

/**
 * Every relative import (and the web app's `@/`) below `source`, as paths relative to it.
 *
 * @param {string} source
 */
function importsIn(source) {
  if (!existsSync(source)) return [];
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["']((?:\.|@\/|@chickpay\/)[^"']*)["']/g)].map(
      ([, specifier = ""]) => ({
        from: relative(source, file),
        to: relative(source, resolveImport(source, file, specifier)),
        at: relative(root, file),
      }),
    ),
  );
}

/** @param {string} source @param {string} file @param {string} specifier */
function resolveImport(source, file, specifier) {
  if (specifier.startsWith("@chickpay/")) return join(root, specifier.slice("@chickpay/".length));
  const target = specifier.startsWith("@/") ? join(source, specifier.slice(2)) : join(dirname(file), specifier);
  const candidates = [target.replace(/\.js$/, ".ts"), `${target}.ts`, `${target}.tsx`, join(target, "index.ts")];
  return candidates.find((candidate) => /\.tsx?$/.test(candidate) && existsSync(candidate)) ?? target;
}

/** @param {string[][]} layers @param {string} path */
function layerOf(layers, path) {
  return layers.findIndex((layer) => layer.includes(top(path)));
}

/** @param {string} path */
function top(path) {
  return path.split("/")[0] ?? path;
}

/** @param {string} path */
function moduleOf(path) {
  return path.startsWith("modules/") ? path.split("/")[1] : undefined;
}
