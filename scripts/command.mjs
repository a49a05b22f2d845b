import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Runs the command that a package brings, with this Node: the files in node_modules/.bin are shell scripts.
 *
 * @param {string} name of the command
 * @param {string[]} args
 * @param {{ package?: string, workspace?: string, cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code
 */
export function runTool(name, args, options = {}) {
  const directory = join(root, options.workspace ?? "", "node_modules", options.package ?? name);
  const { bin } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  return run(process.execPath, [join(directory, typeof bin === "string" ? bin : bin[name]), ...args], options);
}

/**
 * Runs a program to its end; its output goes where ours goes.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio?: "inherit" | "ignore" }} [options]
 * @returns {Promise<number>} its exit code
 */
export function run(program, args, { cwd = root, env = process.env, stdio = "inherit" } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", stdio, stdio] });
    child.once("error", (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/** @param {number} startedAt from performance.now() */
export function secondsSince(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
