import { run } from "./command.mjs";
import { findProgram, installPackage } from "./system-program.mjs";

const names = ["redis-server"];

/**
 * A Redis server that runs on this machine: the one asked for, the system's, or one that is installed now.
 *
 * @returns {Promise<string | undefined>} its path
 */
export async function findRedis() {
  const wanted = process.env.REDIS_SERVER_PATH;
  if (wanted) return (await runs(wanted)) ? wanted : undefined;

  const found = await findProgram(names, runs);
  if (found) return found;
  console.log("Installing Redis …");
  await installPackage("redis-server");
  return await findProgram(names, runs);
}

/** @param {string} path */
async function runs(path) {
  return (await run(path, ["--version"], { stdio: "ignore" })) === 0;
}
