import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { run, runTool } from "./command.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * A Chromium that runs on this machine: the one asked for, the system's, Playwright's, or one that is installed now.
 *
 * @returns {Promise<string | undefined>} its path
 */
export async function findChromium() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) return (await runs(wanted)) ? wanted : undefined;

  const found = (await findSystemChromium()) ?? (await findPlaywrightChromium());
  if (found) return found;

  console.log("Installing Chromium …");
  await runTool("playwright", ["install", "chromium"], { package: "@playwright/test" });
  // Without its libraries the download does not run; Debian's package brings them along.
  const downloaded = await findPlaywrightChromium();
  if (downloaded || process.getuid?.() !== 0) return downloaded;

  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env });
  await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], { env });
  return await findSystemChromium();
}

async function findSystemChromium() {
  const directories = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
  for (const name of names) {
    for (const directory of directories) {
      const path = join(directory, name);
      if (existsSync(path) && (await runs(path))) return path;
    }
  }
  return undefined;
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
