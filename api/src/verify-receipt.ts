// Says whether a receipt was signed by the service, with its published keys alone: no account, no database.
import { createPublicKey, type JsonWebKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { readReceipt } from "./modules/receipts/index.js";

const USAGE = `npm run verify:receipt -- <file, or the text itself> [--jwks <file or address>]

The keys are read from http://localhost:4000/.well-known/jwks.json unless --jwks says otherwise; a copy
kept in a file serves without any network.`;
const KEYS = "http://localhost:4000/.well-known/jwks.json";

const KeySet = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.literal("OKP") })).max(100) });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { jwks: { type: "string", default: KEYS }, help: { type: "boolean" } },
});
const [given] = positionals;
if (values.help || !given) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

try {
  const text = given.split(".").length === 3 && given.length > 200 ? given : await readFile(given, "utf8");
  const keys = new Map(
    (await readKeys(values.jwks)).map((jwk) => [jwk.kid, createPublicKey({ key: jwk as JsonWebKey, format: "jwk" })]),
  );
  const facts = await readReceipt(text.trim(), (kid) => {
    const key = keys.get(kid);
    if (!key) throw new Error("unknown key");
    return key;
  });
  if (!facts) {
    console.log("NOT VALID: it was not signed with these keys, or was changed since.");
    process.exit(1);
  }
  const { from, to } = facts;
  console.log(`VALID
  movement  ${facts.id}
  kind      ${facts.kind}
  amount    ${BigInt(facts.amount).toLocaleString("en-US")} ${facts.currency}
  recorded  ${facts.recordedAt}
  from      ${from.name} ${from.account ?? ""}
  to        ${to.name} ${to.account ?? ""}
  signed    ${facts.issuedAt.toISOString()} by ${facts.issuer}`);
} catch (error) {
  console.error(`Cannot tell: ${(error as Error).message}`);
  process.exit(2);
}

async function readKeys(from: string) {
  const isAddress = /^https?:\/\//.test(from);
  const text = isAddress ? await (await fetch(from)).text() : await readFile(from, "utf8");
  return KeySet.parse(JSON.parse(text)).keys;
}
