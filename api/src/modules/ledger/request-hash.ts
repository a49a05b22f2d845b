import { createHash } from "node:crypto";

/** SHA-256 over the parts of a request that make it what it is; the lengths keep `ab|c` and `a|bc` apart. */
export function requestHash(...parts: ReadonlyArray<string | bigint | null | undefined>): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) {
    const text = part === null || part === undefined ? "-" : `=${part}`;
    hash.update(`${text.length}:${text}`);
  }
  return hash.digest();
}
