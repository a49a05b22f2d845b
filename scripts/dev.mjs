import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./command.mjs";

/** Generous: the API drains requests and stops its database first. */
const STOP_TIMEOUT_MS = 9_000;

process.chdir(root);
// The watchers below need something to run at their first moment.
if (!(await build({ web: false }))) console.error("The API does not compile yet; it starts when it does.");

const vite = join(root, "web", "node_modules", "vite", "bin", "vite.js");
const children = [
  start([join(root, "node_modules", "typescript", "bin", "tsc"), "-b", "api", "--watch", "--preserveWatchOutput"]),
  start(["--watch", "--watch-preserve-output", "--enable-source-maps", "api/dist/main.js"]),
  start([vite], join(root, "web")),
];

let isStopping = false;
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, stop);
for (const child of children) child.once("exit", stop);

/** @param {string[]} args @param {string} [cwd] */
function start(args, cwd = root) {
  // In a group of their own, so that Ctrl-C reaches each of them once, through stop().
  return spawn(process.execPath, args, { cwd, stdio: ["ignore", "inherit", "inherit"], detached: true });
}

function stop() {
  if (isStopping) return;
  isStopping = true;
  for (const child of children) child.kill("SIGTERM");
  setTimeout(() => {
    for (const child of children) child.kill("SIGKILL");
  }, STOP_TIMEOUT_MS).unref();
}
