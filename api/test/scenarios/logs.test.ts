import { afterAll, beforeAll, expect, test } from "vitest";
import { createLogger } from "../../src/infra/logger.js";
import { PRODUCTION, startTestApi, type TestApi } from "../api-harness.js";
import { type GraphQLAnswer, GraphQLClient } from "../graphql-client.js";
import type { KeyClient } from "../key-client.js";
import { standingOf } from "../staff.js";

let api: TestApi;
const written: string[] = [];

beforeAll(async () => {
  api = await startTestApi({ LOG_LEVEL: "warn", ...PRODUCTION }, undefined, {
    write: (line) => void written.push(line),
  });
});
afterAll(async () => {
  await api.close();
});

/** What an entry of ours would be, as it is written. */
async function loggedFor(work: Promise<unknown>): Promise<Record<string, never> & { text: string }> {
  let text = "";
  const logger = createLogger("error", { write: (line) => (text += line) });
  const error = await work.then(
    () => expect.unreachable("it must fail"),
    (reason: unknown) => reason,
  );
  logger.error({ err: error, requestId: "r" }, "request failed");
  return { ...JSON.parse(text), text };
}

test("a failed statement is logged with its place and without its values", async () => {
  const { source } = api.application;
  const insert = `INSERT INTO email_codes (purpose, subject, email, code_hash, expires_at)
    VALUES ('sign_up', $1, $1, $2, $3)`;
  const values = ["hong@secret.example", Buffer.from("123456"), new Date()];
  await source.query(insert, values);
  const { text, ...entry } = await loggedFor(source.query(insert, values));
  expect(entry).toMatchObject({
    err: { type: "QueryFailedError", code: "23505", table: "email_codes", constraint: "email_codes_pkey" },
    requestId: "r",
    service: "chickpay",
    host: expect.any(String),
    pid: process.pid,
    time: expect.stringMatching(/Z$/),
  });
  expect(text).toContain("INSERT INTO email_codes");
  expect(text).not.toMatch(/hong|secret\.example|123456|MTIzNDU2|313233343536/);

  // A row that breaks a rule is told whole, and a malformed value in the message itself.
  const broken = await loggedFor(source.query(insert, ["", null, values[2]]));
  expect(broken).toMatchObject({ err: { code: "23502" } });
  expect(broken.text).not.toContain("Failing row");
  const malformed = await loggedFor(source.query(`SELECT FROM users WHERE id = $1`, ['hong"@secret.example']));
  expect(malformed).toMatchObject({
    err: { code: "22P02", message: "invalid input syntax for type uuid: [redacted]" },
  });
  expect(malformed.text).not.toMatch(/hong|secret\.example/);
});

test("secrets have no place in a log, at whatever depth they come", () => {
  let text = "";
  const logger = createLogger("error", { write: (line) => (text += line) });
  const secrets = { newPassword: "kettle", stepUpToken: "kettle", parameters: ["kettle"], email: "kettle" };
  logger.error({ ...secrets, input: secrets, request: { body: secrets } }, "whatever");
  expect(text.match(/\[redacted\]/g)).toHaveLength(12);
  expect(text).not.toContain("kettle");
});

test("what only an attacker meets is logged, with the address and the member", async () => {
  const member = await api.member();
  const stranger = new GraphQLClient(api.url);
  const noted = async (work: () => Promise<GraphQLAnswer>) => {
    written.length = 0;
    const { errors } = await work();
    const requestId = errors?.[0]?.extensions.requestId;
    const entries = written.map((line) => JSON.parse(line)).filter((entry) => entry.requestId === requestId);
    return entries.map(({ msg, code, address, userId }) => ({ msg, code, address, userId }));
  };
  const entry = { msg: "request refused", address: "127.0.0.1", userId: undefined };
  expect(await noted(() => stranger.ask("{ me { id } }", {}, { origin: "https://evil.example" }))).toEqual([
    { ...entry, code: "FORBIDDEN" },
  ]);
  expect(await noted(() => stranger.ask("{ me { id } }"))).toEqual([{ ...entry, code: "UNKNOWN_OPERATION" }]);
  expect(await noted(() => standingOf(member.client as KeyClient, member.email))).toEqual([
    { ...entry, code: "FORBIDDEN", userId: member.userId },
  ]);
  expect(await noted(() => member.client.ask("{ nothing }"))).toEqual([]);
});
