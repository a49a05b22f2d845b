import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Makes a new key ring of one key, as `DATA_KEYS` has it. */
export function generateDataKeys(): string {
  return `k1:${randomBytes(KEY_BYTES).toString("base64")}`;
}

/**
 * Keeps secrets in tables: AES-256-GCM, each bound to the row and column it was sealed for, so that a sealed value
 * copied elsewhere opens nowhere. Layout: version, length of the key's name, its name, nonce, tag, the rest.
 */
export class Vault {
  private readonly keys = new Map<string, Buffer>();
  private readonly current: string;
  private readonly oldest: Buffer;

  /**
   * @param ring `name:base64,name:base64`; the first key seals, all of them open, the last is the digest's. One key may
   * stand twice: `old,new,old` knows a key that other processes will soon seal with. @throws Error for a malformed ring
   */
  constructor(ring: string) {
    const names: string[] = [];
    for (const each of ring.split(",")) {
      const [name = "", encoded = ""] = each.trim().split(":");
      const key = Buffer.from(encoded, "base64");
      if (!/^[\w-]{1,32}$/.test(name) || key.length !== KEY_BYTES) {
        throw new Error("DATA_KEYS must be name:key pairs, each key 32 bytes in base64");
      }
      if (!(this.keys.get(name) ?? key).equals(key)) throw new Error(`DATA_KEYS has two keys called ${name}`);
      this.keys.set(name, key);
      names.push(name);
    }
    this.current = names[0] as string;
    this.oldest = this.keys.get(names.at(-1) as string) as Buffer;
  }

  /**
   * Finds what is sealed without opening it: the same text gives the same digest, and nobody without the keys can try
   * texts. It hangs on the oldest key, the last of the ring, which therefore stays.
   */
  digest(text: string, place: string): Buffer {
    const key = Buffer.from(hkdfSync("sha256", this.oldest, "", `chickpay ${place}`, KEY_BYTES));
    return createHmac("sha256", key).update(text).digest();
  }

  /** @param place `table.column/row` */
  seal(secret: Buffer, place: string): Buffer {
    const name = Buffer.from(this.current);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.keys.get(this.current) as Buffer, nonce);
    cipher.setAAD(Buffer.from(place));
    const text = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION, name.length]), name, nonce, cipher.getAuthTag(), text]);
  }

  /** @throws Error when it was sealed for another place, was changed, or its key is gone */
  open(sealed: Buffer, place: string): Buffer {
    const nameEnd = 2 + (sealed[1] ?? 0);
    const key = sealed[0] === VERSION ? this.keys.get(sealed.subarray(2, nameEnd).toString()) : undefined;
    if (!key) throw new Error(`no key opens ${place}`);
    const nonce = sealed.subarray(nameEnd, nameEnd + NONCE_BYTES);
    const tag = sealed.subarray(nameEnd + NONCE_BYTES, nameEnd + NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(nameEnd + NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  }
}
