import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const rootFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

// `npm test` looks for both and installs them if need be; run by hand, Debian's are taken when they are there.
const paths = { whole: process.env.CHROMIUM_PATH, shell: process.env.HEADLESS_SHELL_PATH };
const whole = [paths.whole, "/usr/bin/chromium"].find(isThere);
const shell = [paths.shell, "/usr/bin/chromium-headless-shell"].find(isThere) ?? whole;

function isThere(path: string | undefined): boolean {
  return path !== undefined && existsSync(path);
}

function launch(path: string | undefined) {
  const args = process.getuid?.() === 0 ? rootFlags : [];
  return { launchOptions: { ...(path ? { executablePath: path } : {}), args } };
}

/** Notifications of the system are asked for, which only a whole browser can. */
const ASKS_PERMISSION = "**/push.spec.ts";
// `npm run screens` takes the pictures of docs/screens; they check nothing. `npm run test:screens` looks at every screen in
// all its looks, which takes ten minutes.
const unasked = [
  ...(process.env.SCREENS_DIR ? [] : ["**/pictures.spec.ts"]),
  ...(process.env.SCREENS === "all" ? [] : ["**/accessibility.spec.ts"]),
];

export default defineConfig({
  testDir: "e2e",
  projects: [
    { name: "headless", testIgnore: [...unasked, ASKS_PERMISSION], use: launch(shell) },
    { name: "browser", testMatch: ASKS_PERMISSION, use: launch(whole) },
  ],
  outputDir: "test-results",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: true,
  forbidOnly: true,
  // `.ci/run` sets one: a landing does not hang on a machine's hiccup. `npm test` names who needed it: they are broken.
  retries: Number(process.env.SECOND_TRIES ?? 0),
  workers: 3,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    // Set by the global setup, which the workers start after.
    ...(process.env.CHICKPAY_URL ? { baseURL: process.env.CHICKPAY_URL } : {}),
    browserName: "chromium",
    locale: "ko-KR",
    timezoneId: "Asia/Seoul",
    // Loading the whole app into a cache for every journey would cost more than the journey; those about it say so.
    serviceWorkers: "block",
    // A trace of each journey costs a quarter of its time: ask with `--trace retain-on-failure`.
    trace: "off",
    screenshot: "only-on-failure",
  },
});
