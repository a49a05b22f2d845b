// Keeps trusted-documents.json: the operations that the API carries out for everybody. Run by npm run codegen.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Kind, parse, print, visit } from "graphql";
import { root } from "./command.mjs";

/** A tab that was opened before a release goes on working for so long after it. */
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

const path = join(root, "trusted-documents.json");
const generated = join(root, "web", "src", "gql", "persisted-documents.json");

/** @typedef {{ document: string, until?: string }} TrustedDocument */

/**
 * An operation as Apollo Client would send it: with the type names its cache asks for, without what is meant for the
 * client alone.
 *
 * @param {string} source
 */
function asSent(source) {
  return print(
    visit(parse(source), {
      Directive: (node) => (node.name.value === "unmask" ? null : undefined),
      SelectionSet(node, _key, parent) {
        const isRoot = parent && "kind" in parent && parent.kind === Kind.OPERATION_DEFINITION;
        if (isRoot || node.selections.some((each) => each.kind === Kind.FIELD && each.name.value === "__typename"))
          return;
        const typeName = /** @type {const} */ ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } });
        return { ...node, selections: [...node.selections, typeName] };
      },
    }),
  );
}

/** @returns {Record<string, TrustedDocument>} */
function read() {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

/** What the web app of this very source sends. @returns {Record<string, TrustedDocument>} */
function readCurrent() {
  const documents = /** @type {Record<string, string>} */ (JSON.parse(readFileSync(generated, "utf8")));
  return Object.fromEntries(
    Object.entries(documents).map(([id, source]) => [id.replace("sha256:", ""), { document: asSent(source) }]),
  );
}

/** Adds what is new, dates what the web app no longer sends, and drops what was dated long enough ago. */
function update() {
  const current = readCurrent();
  const until = new Date(Date.now() + KEPT_DAYS * DAY_MS).toISOString().slice(0, 10);
  const today = new Date().toISOString().slice(0, 10);
  const former = Object.entries(read())
    .filter(([id, each]) => !(id in current) && (each.until === undefined || each.until >= today))
    .map(([id, each]) => [id, { until, ...each }]);
  const all = { ...current, ...Object.fromEntries(former) };
  const sorted = Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(path, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** Whether the file holds exactly what the generated code sends, beside what is kept for older tabs. */
export function isUpToDate() {
  const standing = Object.entries(read()).filter(([, each]) => each.until === undefined);
  const current = readCurrent();
  return (
    standing.length === Object.keys(current).length &&
    standing.every(([id, each]) => current[id]?.document === each.document)
  );
}

if (import.meta.filename === process.argv[1]) update();
