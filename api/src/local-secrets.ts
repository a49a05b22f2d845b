import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { generateAccessTokenKey } from "./modules/auth/index.js";
import { StartupError } from "./startup-error.js";

const Secrets = z.object({ accessTokenKey: z.string().min(1), refreshTokenSecret: z.string().min(32) });

/** Secrets for a laptop: made once, kept in the data directory so that sessions outlive a restart. */
export async function localSecrets(dataDir: string): Promise<z.infer<typeof Secrets>> {
  const path = join(dataDir, "secrets.json");
  const text = await readFile(path, "utf8").catch(() => null);
  if (text !== null) {
    try {
      return Secrets.parse(JSON.parse(text));
    } catch {
      throw new StartupError(`${path} cannot be read as secrets; delete it to have new ones made.`);
    }
  }
  const made = { accessTokenKey: generateAccessTokenKey(), refreshTokenSecret: randomBytes(32).toString("base64url") };
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
