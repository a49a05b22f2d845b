import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logIn, type Member, PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import type { GraphQLClient } from "../graphql-client.js";
import { codeFor, mailsTo } from "../mailbox.js";
import { askLogIn, complete, withTotp } from "../second-factor.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const HISTORY = `query ($first: Int!, $after: String) { logInHistory(first: $first, after: $after) {
  edges { node { outcome current device maskedAddress methods } } pageInfo { endCursor hasNextPage } } }`;
const TRY = `mutation ($input: LogInInput!) { logIn(input: $input) { __typename
  ... on AuthPayload { accessToken } ... on TooManyAttempts { retryAfterSeconds } } }`;

test("a member reads who logged in and who tried, page by page, and throws a stranger out", async () => {
  const hong = await api.member();
  const thief = api.client();
  await thief.data(TRY, { input: { email: hong.email, password: "a wrong guess" } });
  const entered = await thief.data(TRY, { input: { email: hong.email, password: PASSWORD } });
  thief.token = entered.logIn.accessToken;

  const outcomes: string[] = [];
  let after: string | null = null;
  do {
    const { logInHistory: page } = await hong.client.data(HISTORY, { first: 2, after });
    for (const { node } of page.edges) outcomes.push(`${node.outcome}${node.current ? " here" : ""} ${node.methods}`);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(outcomes).toEqual(["DONE PASSWORD", "REFUSED ", "DONE here PASSWORD"]);
  expect((await hong.client.ask(HISTORY, { first: 2, after: "nonsense" })).errors?.[0]?.extensions.code).toBe(
    "BAD_USER_INPUT",
  );

  const { reportNotMe } = await hong.client.data(`mutation { reportNotMe { sessions { current } } }`);
  expect(reportNotMe.sessions).toEqual([{ current: true }]);
  expect((await thief.ask("{ security { recoveryCodesLeft } }")).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
  const { rows } = await api.owner.query("SELECT count(*)::int AS n FROM known_devices WHERE user_id = $1", [
    hong.userId,
  ]);
  expect(rows[0].n).toBe(1);
});

test("a wrong second factor of a log-in is one of its tries", async () => {
  const hong = await withTotp(api);
  const { challengeId } = await askLogIn(api, hong);
  await complete(api, challengeId, { code: "000000" });
  // Asked for inside, it is no log-in.
  await hong.client.data(`mutation ($input: ConfirmWithCodeInput!) { disableTotp(input: $input) { __typename } }`, {
    input: { password: PASSWORD, code: "000000" },
  });
  const { logInHistory } = await hong.client.data(HISTORY, { first: 10 });
  expect(
    logInHistory.edges.map(({ node }: { node: { outcome: string; methods: string[] } }) => [
      node.outcome,
      node.methods,
    ]),
  ).toEqual([
    ["FACTOR_REFUSED", ["TOTP"]],
    ["CHALLENGED", ["TOTP", "RECOVERY_CODE"]],
    ["DONE", ["PASSWORD"]],
  ]);
});

describe("a device", () => {
  const enter = async (client: GraphQLClient, { email }: Member) => {
    expect((await client.data(TRY, { input: { email, password: PASSWORD } })).logIn.__typename).toBe("AuthPayload");
  };
  const news = async ({ email }: Member) =>
    (await mailsTo(api, email)).filter(({ template }) => template === "new_device").length;
  const showing = (cookie: string) => Object.assign(api.client(), { cookie: `chickpay-device=${cookie}` });

  test("is known by what the server gave it: two places cannot agree on a token", async () => {
    const hong = await api.member();
    for (const token of ["A".repeat(43), `${"A".repeat(43)}.${"B".repeat(43)}`]) {
      const before = await news(hong);
      await enter(showing(token), hong);
      await enter(showing(token), hong);
      expect((await news(hong)) - before).toBe(2);
    }
  });

  test("is known for each member who uses it", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    const shared = api.client();
    for (const member of [hong, kim, hong, kim]) await enter(shared, member);
    expect([await news(hong), await news(kim)]).toEqual([1, 1]);
  });

  test("that a former version gave a token to stays known", async () => {
    const hong = await api.member();
    const token = randomBytes(32).toString("base64url");
    await api.owner.query(
      `INSERT INTO known_devices (id, user_id, token_hash, name) VALUES ($1, $2, sha256(convert_to($3, 'UTF8')), '?')`,
      [randomUUID(), hong.userId, token],
    );
    await enter(showing(token), hong);
    expect(await news(hong)).toBe(0);
  });

  test("that is new is told of, also when the audit log was shortened", async () => {
    const hong = await api.member();
    await api.owner.query("DELETE FROM audit_events WHERE user_id = $1", [hong.userId]);
    await enter(api.client(), hong);
    expect(await news(hong)).toBe(1);
  });
});

test("who logs out leaves nothing in the browser but that it is known", async () => {
  const { client } = await api.member();
  const { headers } = await client.ask("mutation { logOut }");
  expect(headers.get("clear-site-data")).toBe('"cache", "storage"');
  expect(client.cookie).toMatch(/chickpay-refresh=(;|$).*chickpay-device=[\w-]{43}/);
});

test("account numbers cannot be walked through", async () => {
  const { client } = await api.member();
  const answers: string[] = [];
  for (let i = 0; i < 62; i++) {
    const { errors } = await client.ask(`{ recipient(accountNumber: "${100_000_000_000 + i}") { maskedName } }`);
    answers.push(errors?.[0]?.extensions.code ?? "none");
  }
  expect(answers).toEqual([...Array.from({ length: 60 }, () => "none"), "RATE_LIMITED", "RATE_LIMITED"]);
});

test("each lock-out is longer than the one before, and a code from the mail opens the door at once", async () => {
  const hong = await api.member();
  const guess = async () => {
    const stranger = api.client();
    return (await stranger.data(TRY, { input: { email: hong.email, password: "a wrong guess" } })).logIn;
  };
  const waits: number[] = [];
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 5; i++) expect((await guess()).__typename).toBe("InvalidCredentials");
    waits.push((await guess()).retryAfterSeconds);
    // As if that time had passed.
    await api.owner.query("UPDATE attempt_counters SET expire = 0 WHERE key LIKE 'password:%'");
  }
  expect(waits.map((seconds) => Math.round(seconds / 60))).toEqual([5, 15, 60]);

  for (let i = 0; i < 5; i++) await guess();
  const reader = api.client();
  const input = { email: hong.email, code: await codeFor(api, hong.email, "PASSWORD_RESET"), newPassword: PASSWORD };
  await reader.data(`mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { __typename } }`, {
    input,
  });
  await logIn(hong, reader);
  await hong.client.data("{ security { recoveryCodesLeft } }");
});
