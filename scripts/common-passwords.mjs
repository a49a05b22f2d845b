// Makes api/src/modules/auth/common-passwords.ts from a list of passwords, one a line, the most common first:
// node scripts/common-passwords.mjs 10-million-password-list-top-1000000.txt
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.mjs";

const COUNT = 5_000;
const LENGTH_MIN = 10;
const HASH_BYTES = 5;

const lines = readFileSync(process.argv[2] ?? "", "utf8").split(/\r?\n/);
const fitting = new Set(
  lines.map((line) => line.normalize("NFKC").toLowerCase()).filter((line) => [...line].length >= LENGTH_MIN),
);
const hashes = [...fitting]
  .slice(0, COUNT)
  .map((password) => createHash("sha256").update(password).digest().subarray(0, HASH_BYTES))
  .sort(Buffer.compare);
writeFileSync(
  join(root, "api/src/modules/auth/common-passwords.ts"),
  `import { createHash } from "node:crypto";

/**
 * The ${COUNT.toLocaleString("en")} most common passwords that are long enough to be taken, of the ten million leaked ones that Mark Burnett
 * published: the first bytes of their SHA-256, since nobody has to read them here. Made by scripts/common-passwords.mjs.
 */
const HASHES =
  "${Buffer.concat(hashes).toString("base64")}";

const HASH_BYTES = ${HASH_BYTES};
const known = new Set(
  Buffer.from(HASHES, "base64")
    .toString("hex")
    .match(new RegExp(\`.{\${2 * HASH_BYTES}}\`, "g")),
);

/** Whatever its case. */
export function isCommonPassword(password: string): boolean {
  const hash = createHash("sha256").update(password.toLowerCase()).digest();
  return known.has(hash.toString("hex", 0, HASH_BYTES));
}
`,
);
