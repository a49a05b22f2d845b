// Programs that the machine has, or gets from its own packages.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./command.mjs";

/**
 * @param {string[]} names the best one first
 * @param {(path: string) => Promise<boolean>} runs
 * @returns {Promise<string | undefined>} its path
 */
export async function findProgram(names, runs) {
  const directories = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
  for (const name of names) {
    for (const directory of directories) {
      const path = join(directory, name);
      if (existsSync(path) && (await runs(path))) return path;
    }
  }
  return undefined;
}

/** On a Debian, and as root alone. @param {string} name */
export async function installPackage(name) {
  if (process.getuid?.() !== 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env });
  await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", name], { env });
}
