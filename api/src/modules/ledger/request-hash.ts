import { hash } from "node:crypto";

/** SHA-256 over the parts of a request that make it what it is; the lengths keep `ab|c` and `a|bc` apart. */
export function requestHash(...parts: ReadonlyArray<string | bigint | null | undefined>): Buffer {
  let text = "";
  for (const part of parts) {
    const each = part === null || part === undefined ? "-" : `=${part}`;
    text += `${each.length}:${each}`;
  }
  return hash("sha256", text, "buffer");
}
