/** jose reads base64 with padding, with `+` for `-` and with spare bits; a signed token is written in one way alone. */
export function isExactJws(token: string): boolean {
  return token.split(".").every((part) => Buffer.from(part, "base64url").toString("base64url") === part);
}
