import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "./config.js";
import { secretsOf } from "./local-secrets.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "chickpay-secrets-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test("secrets of a laptop are made once, and those that a former release had not are added", async () => {
  const config = readConfig({});
  const made = await secretsOf(config, directory);
  expect(await secretsOf(config, directory)).toEqual(made);
  const path = join(directory, "secrets.json");
  const { pushKeys: _, ...former } = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify(former));
  const { pushKeys, ...rest } = await secretsOf(config, directory);
  expect(rest).toEqual(former);
  expect(pushKeys).not.toEqual(made.pushKeys);
  expect(await secretsOf(config, directory)).toEqual({ ...rest, pushKeys });
});

test("where all other keys are given, Web Push is off without its own", async () => {
  const keys = {
    ACCESS_TOKEN_PRIVATE_KEY: "key",
    RECEIPT_PRIVATE_KEY: "key",
    REFRESH_TOKEN_SECRET: "s".repeat(32),
    DATA_KEYS: "k1:key",
  };
  expect(await secretsOf(readConfig(keys), directory)).toMatchObject({ accessTokenKey: "key", pushKeys: null });
});
