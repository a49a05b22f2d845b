import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Config } from "./config.js";
import { generateDataKeys } from "./infra/vault.js";
import { generateAccessTokenKey } from "./modules/auth/index.js";
import { StartupError } from "./startup-error.js";

const Secrets = z.object({
  accessTokenKey: z.string().min(1),
  refreshTokenSecret: z.string().min(32),
  // A file of the first release has none: one is made and added.
  dataKeys: z.string().min(1).optional(),
});
type Secrets = z.infer<typeof Secrets> & { dataKeys: string };

/** As the configuration gives them; on a laptop, made once. */
export async function secretsOf(config: Config, dataDir: string): Promise<Secrets> {
  const { ACCESS_TOKEN_PRIVATE_KEY: accessTokenKey, REFRESH_TOKEN_SECRET, DATA_KEYS: dataKeys } = config;
  return accessTokenKey && REFRESH_TOKEN_SECRET && dataKeys
    ? { accessTokenKey, refreshTokenSecret: REFRESH_TOKEN_SECRET, dataKeys }
    : localSecrets(dataDir);
}

/** Secrets for a laptop: made once, kept in the data directory so that sessions outlive a restart. */
async function localSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, "secrets.json");
  const text = await readFile(path, "utf8").catch(() => null);
  const known = text === null ? null : read(path, text);
  if (known?.dataKeys) return { ...known, dataKeys: known.dataKeys };
  const made = {
    accessTokenKey: known?.accessTokenKey ?? generateAccessTokenKey(),
    refreshTokenSecret: known?.refreshTokenSecret ?? randomBytes(32).toString("base64url"),
    dataKeys: generateDataKeys(),
  };
  try {
    await mkdir(dataDir, { recursive: true });
    // Renamed into place: a start that is killed here leaves no half file behind.
    await writeFile(`${path}.new`, JSON.stringify(made), { mode: 0o600 });
    await rename(`${path}.new`, path);
  } catch (error) {
    throw new StartupError(`Cannot write to ${dataDir}: ${(error as Error).message}.`);
  }
  return made;
}

function read(path: string, text: string): z.infer<typeof Secrets> {
  try {
    return Secrets.parse(JSON.parse(text));
  } catch {
    throw new StartupError(`${path} cannot be read as secrets; delete it to have new ones made.`);
  }
}
