import { createRequire } from "node:module";
import { defineConfig } from "vitest/config";

// Vite prefers the ESM build of graphql, type-graphql loads the CommonJS one, and graphql refuses to be two.
const graphql = createRequire(import.meta.url).resolve("graphql");

export default defineConfig({
  test: {
    maxWorkers: 2,
    // As in playwright.config.ts; proofs have one try.
    retry: Number(process.env.SECOND_TRIES ?? 0),
    projects: [
      {
        resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
        test: {
          name: "api",
          root: "api",
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          setupFiles: ["test/setup.ts"],
          globalSetup: ["test/global-setup.ts"],
          // Files share nothing but what they import: loading that a hundred times took a quarter of the run.
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: "./web/vite.config.ts",
        test: {
          name: "web",
          root: "web",
          include: ["src/**/*.test.{ts,tsx}"],
        },
      },
    ],
  },
});
