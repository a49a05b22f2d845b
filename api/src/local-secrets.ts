import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Config } from "./config.js";
import { generatePushKeys, type PushKeys } from "./infra/push/push-sender.js";
import { generateSigningKey } from "./infra/signing-keys.js";
import { generateDataKeys } from "./infra/vault.js";
import { StartupError } from "./startup-error.js";

const SecretsFile = z.object({
  accessTokenKey: z.string().min(1),
  refreshTokenSecret: z.string().min(32),
  // Files of former releases have none: they are made and added.
  dataKeys: z.string().min(1).optional(),
  receiptKey: z.string().min(1).optional(),
  pushKeys: z.object({ publicKey: z.string(), privateKey: z.string() }).optional(),
});

export interface Secrets {
  accessTokenKey: string;
  refreshTokenSecret: string;
  dataKeys: string;
  receiptKey: string;
  /** Null: nobody is told by Web Push. */
  pushKeys: PushKeys | null;
}

/** As the configuration gives them; on a laptop, made once. */
export async function secretsOf(config: Config, dataDir: string): Promise<Secrets> {
  const { ACCESS_TOKEN_PRIVATE_KEY: accessTokenKey, REFRESH_TOKEN_SECRET, DATA_KEYS: dataKeys } = config;
  const { RECEIPT_PRIVATE_KEY: receiptKey } = config;
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = config;
  const pushKeys = publicKey && privateKey ? { publicKey, privateKey } : null;
  if (accessTokenKey && REFRESH_TOKEN_SECRET && dataKeys && receiptKey) {
    return { accessTokenKey, refreshTokenSecret: REFRESH_TOKEN_SECRET, dataKeys, receiptKey, pushKeys };
  }
  const local = await localSecrets(dataDir);
  return { ...local, pushKeys: pushKeys ?? local.pushKeys };
}

/** Secrets for a laptop: made once, kept in the data directory so that sessions outlive a restart. */
async function localSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, "secrets.json");
  const text = await readFile(path, "utf8").catch(() => null);
  const known = text === null ? null : read(path, text);
  const made = {
    accessTokenKey: known?.accessTokenKey ?? generateSigningKey(),
    refreshTokenSecret: known?.refreshTokenSecret ?? randomBytes(32).toString("base64url"),
    dataKeys: known?.dataKeys ?? generateDataKeys(),
    receiptKey: known?.receiptKey ?? generateSigningKey(),
    pushKeys: known?.pushKeys ?? generatePushKeys(),
  };
  if (known?.dataKeys && known.receiptKey && known.pushKeys) return made;
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

function read(path: string, text: string): z.infer<typeof SecretsFile> {
  try {
    return SecretsFile.parse(JSON.parse(text));
  } catch {
    throw new StartupError(`${path} cannot be read as secrets; delete it to have new ones made.`);
  }
}
