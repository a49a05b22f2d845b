// Runs before anything is installed, on the machine's own Node: no packages, nothing newer than Node 20.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stamp = join(root, "node_modules", ".chickpay-install");
const sources = [
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "package.json",
  ...["api", "web", "e2e", "bench"].map((workspace) => `${workspace}/package.json`),
];

/** @param {string} sentence @returns {never} */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 17))
  fail(`Chickpay needs Node 20.17 or newer, and this is ${process.version}.`);

const hash = createHash("sha256").update(`${process.platform}-${process.arch}`);
for (const source of sources) hash.update(readFileSync(join(root, source)));
const wanted = hash.digest("hex");

const isInstalled =
  existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && existsSync(join(root, "node_modules", ".bin", "node"));
if (!isInstalled) {
  const startedAt = performance.now();
  console.log("Installing the packages …");
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const pnpm = ["exec", "--yes", `--package=${packageManager}`, "--", "pnpm", "install", "--frozen-lockfile"];
  const npm = process.env.npm_execpath;
  /** @type {import("node:child_process").SpawnSyncOptions} */
  const options = { cwd: root, stdio: ["ignore", "inherit", "inherit"] };
  const args = [...pnpm, "--config.confirmModulesPurge=false"];
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync("npm", args, options);
  if (error) fail(`npm could not be run (${error.message}); install Node together with npm.`);
  if (status !== 0) {
    fail(
      "The packages could not be installed, see above; check the connection to the npm registry and run this again.",
    );
  }
  try {
    writeFileSync(stamp, wanted);
  } catch (cause) {
    fail(`Cannot write to ${dirname(stamp)}: ${cause instanceof Error ? cause.message : cause}.`);
  }
  console.log(`Packages are installed (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
}
