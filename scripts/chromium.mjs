import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { run, runTool } from "./command.mjs";
import { findProgram, installPackage } from "./system-program.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const shells = ["chromium-headless-shell"];

/**
 * A Chromium that runs on this machine: the one asked for, the system's, Playwright's, or one that is installed now.
 *
 * @returns {Promise<string | undefined>} its path
 */
export async function findChromium() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) return (await runs(wanted)) ? wanted : undefined;

  const found = (await findProgram(names, runs)) ?? (await findPlaywrightChromium());
  if (found) return found;

  console.log("Installing Chromium …");
  await runTool("playwright", ["install", "chromium"], { package: "@playwright/test" });
  // Without its libraries the download does not run; Debian's package brings them along.
  const downloaded = await findPlaywrightChromium();
  if (downloaded) return downloaded;
  await installPackage("chromium");
  return await findProgram(names, runs);
}

/**
 * A Chromium that never opens a window, which does the same for a third less of the processor. It has no permissions to
 * ask for. Where there is none, the whole one does.
 *
 * @returns {Promise<string | undefined>} its path
 */
export async function findHeadlessShell() {
  // Whoever says which browser to take means it.
  if (process.env.CHROMIUM_PATH) return undefined;
  const found = await findProgram(shells, runs);
  if (found) return found;
  await installPackage("chromium-headless-shell");
  return await findProgram(shells, runs);
}

async function findPlaywrightChromium() {
  const path = chromium.executablePath();
  return existsSync(path) && (await runs(path)) ? path : undefined;
}

/** @param {string} path */
async function runs(path) {
  const args = ["--headless", "--no-sandbox", "--version"];
  return existsSync(path) && (await run(path, args, { stdio: "ignore" })) === 0;
}
