import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { root, runTool, secondsSince } from "./command.mjs";

const webStamp = join(root, "node_modules", ".cache", "chickpay", "web-build");
const apiState = join(root, "api", "tsconfig.tsbuildinfo");

/**
 * Builds what changed since the last build.
 *
 * @param {{ web?: boolean }} [options] leave the web app out
 * @returns {Promise<boolean>} whether all of it succeeded
 */
export async function build({ web = true } = {}) {
  const results = await Promise.all([buildApi(), web ? buildWeb() : true]);
  return results.every(Boolean);
}

async function buildApi() {
  const startedAt = performance.now();
  // The compiler trusts its state file, so without the output the state must go too.
  if (!existsSync(join(root, "api", "dist", "main.js"))) rmSync(apiState, { force: true });
  if ((await runTool("tsc", ["-b", "api"], { package: "typescript" })) !== 0) return false;
  console.log(`API is built (${secondsSince(startedAt)})`);
  return true;
}

async function buildWeb() {
  const startedAt = performance.now();
  const wanted = hashOfWeb();
  const isBuilt = existsSync(join(root, "web", "dist", "index.html"));
  if (isBuilt && existsSync(webStamp) && readFileSync(webStamp, "utf8") === wanted) return true;
  rmSync(webStamp, { force: true });
  const args = ["build", "--logLevel", "warn"];
  if ((await runTool("vite", args, { workspace: "web", cwd: join(root, "web") })) !== 0) return false;
  await compressWeb();
  mkdirSync(dirname(webStamp), { recursive: true });
  writeFileSync(webStamp, wanted);
  console.log(`Web app is built (${secondsSince(startedAt)})`);
  return true;
}

/** Once here instead of for every visitor. The server sends these to whoever reads them. */
async function compressWeb() {
  const dist = join(root, "web", "dist");
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:js|css|html|svg|webmanifest)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(
    files.map(async (file) => {
      const content = readFileSync(file);
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
      writeFileSync(`${file}.br`, await promisify(brotliCompress)(content, quality));
      writeFileSync(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
    }),
  );
}

function hashOfWeb() {
  const hash = createHash("sha256");
  for (const file of ["pnpm-lock.yaml", "tsconfig.base.json", "schema.graphql"])
    hash.update(readFileSync(join(root, file)));
  const files = readdirSync(join(root, "web"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/web\/(node_modules|dist)\//.test(path));
  for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

if (import.meta.filename === process.argv[1] || process.argv[1]?.endsWith("scripts/build.mjs")) {
  process.exitCode = (await build({ web: process.argv[2] !== "api" })) ? 0 : 1;
}
