declare module "http_ece" {
  import type { ECDH } from "node:crypto";

  /** Opens what came with `Content-Encoding: aes128gcm` (RFC 8188, 8291). */
  export function decrypt(
    body: Buffer,
    options: { version: "aes128gcm"; privateKey: ECDH; authSecret: string },
  ): Buffer;
}
