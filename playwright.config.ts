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

// `npm test` looks for a Chromium and installs one if need be; run by hand, Debian's is taken when it is there.
const chromiumPath = [process.env.CHROMIUM_PATH, "/usr/bin/chromium"].find((path) => path && existsSync(path));

export default defineConfig({
  testDir: "e2e",
  // `npm run screens` takes the pictures of docs/screens; they check nothing.
  testIgnore: process.env.SCREENS_DIR ? [] : ["**/pictures.spec.ts"],
  outputDir: "test-results",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    // Set by the global setup, which the workers start after.
    ...(process.env.CHICKPAY_URL ? { baseURL: process.env.CHICKPAY_URL } : {}),
    browserName: "chromium",
    locale: "ko-KR",
    timezoneId: "Asia/Seoul",
    // Loading the whole app into a cache for every journey would cost more than the journey; those about it say so.
    serviceWorkers: "block",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(chromiumPath ? { executablePath: chromiumPath } : {}),
      args: process.getuid?.() === 0 ? rootFlags : [],
    },
  },
});
