import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateSigningKey, SigningKeys } from "../../src/infra/signing-keys.js";
import { ReceiptSigner } from "../../src/modules/receipts/index.js";
import { deposit, type Member, startTestApi, type TestApi, transfer } from "../api-harness.js";

const RECEIPT = `query ($id: ID!) { signedReceipt(id: $id) }`;
const VERIFIED = `query ($receipt: String!) { verifiedReceipt(receipt: $receipt) {
  id kind amount currency recordedAt issuer issuedAt from { name account } to { name account } } }`;
const TRANSACTIONS = `{ me { accounts { transactions { edges { node { id kind direction amount } } } } } }`;

let api: TestApi;
let hong: Member;
let kim: Member;

beforeAll(async () => {
  api = await startTestApi();
  [hong, kim] = [await api.member("홍길동"), await api.member("김보라")];
  await deposit(hong, 50_000n);
  await transfer(hong, kim, 12_300n, { memo: "비밀" });
});

afterAll(() => api.close());

const receiptOf = async (member: Member, id: string): Promise<string | null> =>
  (await member.client.data(RECEIPT, { id })).signedReceipt;

/** Anybody may look, without an account. */
const verified = async (receipt: string) => (await api.client().data(VERIFIED, { receipt })).verifiedReceipt;

async function transactionsOf(member: Member): Promise<Array<{ id: string; kind: string }>> {
  const { me } = await member.client.data(TRANSACTIONS);
  return me.accounts[0].transactions.edges.map((each: { node: object }) => each.node);
}

test("each side of a movement gets a receipt that says the same, and masks both", async () => {
  const [sent] = await transactionsOf(hong);
  const [received] = await transactionsOf(kim);
  for (const receipt of [await receiptOf(hong, `${sent?.id}`), await receiptOf(kim, `${received?.id}`)]) {
    expect(receipt).not.toContain("비밀");
    expect(await verified(`\n${receipt}  `)).toMatchObject({
      id: sent?.id.split(".")[0],
      kind: "TRANSFER",
      amount: "12300",
      currency: "KRW",
      from: { name: "홍*동", account: expect.stringContaining("****") },
      to: { name: "김*라", account: expect.stringContaining("****") },
    });
  }
});

test("a deposit has one too, from the bank", async () => {
  const charged = (await transactionsOf(hong)).find(({ kind }) => kind === "DEPOSIT");
  const receipt = await receiptOf(hong, `${charged?.id}`);
  expect(await verified(`${receipt}`)).toMatchObject({ kind: "DEPOSIT", amount: "50000", to: { name: "홍*동" } });
});

test("nobody else gets one, and there is none of what never was", async () => {
  const lee = await api.member();
  const [sent] = await transactionsOf(hong);
  expect(await receiptOf(lee, `${sent?.id}`)).toBeNull();
  expect(await receiptOf(hong, "00000000-0000-7000-8000-000000000000")).toBeNull();
  expect(await receiptOf(hong, "nothing")).toBeNull();
});

test("a changed receipt, another's, and an access token are none", async () => {
  const [sent] = await transactionsOf(hong);
  const receipt = `${await receiptOf(hong, `${sent?.id}`)}`;
  const [head, body, signature] = receipt.split(".") as [string, string, string];
  const claims = JSON.parse(Buffer.from(body, "base64url").toString());
  const richer = Buffer.from(JSON.stringify({ ...claims, amount: "99999999" })).toString("base64url");
  const stranger = new ReceiptSigner(new SigningKeys(generateSigningKey()), "chickpay");
  const theirs = await stranger.sign({ ...claims, id: claims.jti }, new Date());
  for (const text of [`${head}.${richer}.${signature}`, theirs, `${hong.client.token}`, "", "a.b.c"]) {
    expect(await verified(text)).toBeNull();
  }
  // Nor is a receipt a token.
  const thief = api.client();
  thief.token = receipt;
  expect((await thief.ask("{ me { id } }")).data?.me ?? null).toBeNull();
});

test("it is verified without the service, from its published keys alone", async () => {
  const [sent] = await transactionsOf(hong);
  const receipt = `${await receiptOf(hong, `${sent?.id}`)}`;
  const jwks = await (await fetch(`${api.url}/.well-known/jwks.json`)).text();
  expect(JSON.parse(jwks).keys).toHaveLength(1);
  expect(jwks).not.toContain('"d"');
  const place = await mkdtemp(join(tmpdir(), "chickpay-receipt-"));
  try {
    const [keys, file, changed] = ["jwks.json", "receipt.txt", "changed.txt"].map((name) => join(place, name));
    await writeFile(`${keys}`, jwks);
    await writeFile(`${file}`, `${receipt}\n`);
    await writeFile(`${changed}`, receipt.replace(".", "x."));
    const verify = (path: string | undefined) =>
      promisify(execFile)(process.execPath, [
        fileURLToPath(new URL("../../dist/verify-receipt.js", import.meta.url)),
        `${path}`,
        "--jwks",
        `${keys}`,
      ]);
    expect((await verify(file)).stdout).toMatch(/^VALID\n.*12,300 KRW/s);
    await expect(verify(changed)).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining("NOT VALID") });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});
