import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { balanceOf, deposit, logIn, PASSWORD, startTestApi, type TestApi, transfer } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { KeyClient } from "../key-client.js";
import { SocketClient } from "../socket-client.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.expectSoundBook();
  await api.close();
});

const SIGN_UP = `mutation ($input: SignUpInput!) { signUp(input: $input) { __typename
  ... on AuthPayload { accessToken expiresAt user { name email } } ... on InvalidInput { fields { path message } }
  ... on UserError { code message } } }`;
const LOG_IN = `mutation ($input: LogInInput!) { logIn(input: $input) { __typename ... on AuthPayload { accessToken unattendedSeconds }
  ... on InvalidCredentials { attemptsLeft } ... on TooManyAttempts { retryAfterSeconds } ... on UserError { code } } }`;
const REFRESH = `mutation { refreshSession { __typename ... on AuthPayload { accessToken expiresAt unattendedSeconds user { email } }
  ... on UserError { code } } }`;
const ME = `{ me { id accounts { id } } }`;

describe("sign-up and log-in", () => {
  test("names every field that cannot be used", async () => {
    const client = api.client();
    const { signUp } = await client.data(SIGN_UP, { input: { email: "nobody", password: "short", name: " \u0000" } });
    expect(signUp.fields.map((each: { path: string }) => each.path).sort()).toEqual(["email", "name", "password"]);
    expect(signUp.fields.find((each: { path: string }) => each.path === "password").message).toMatch(/10자/);
  });

  test("an address belongs to one member, however it is written", async () => {
    const member = await api.member();
    const { signUp } = await api.client().data(SIGN_UP, {
      input: { email: ` ${member.email.toUpperCase()} `, password: PASSWORD, name: "남의 이름" },
    });
    expect(signUp.code).toBe("EMAIL_TAKEN");
  });

  test("unknown address and wrong password look the same, and the sixth try waits", async () => {
    const member = await api.member();
    const wrong = { input: { email: member.email, password: "wrong password" } };
    const unknown = { input: { email: `${randomUUID()}@test.example`, password: "wrong password" } };
    const client = api.client();
    const first = (await client.data(LOG_IN, wrong)).logIn;
    expect((await client.data(LOG_IN, unknown)).logIn).toEqual(first);
    const tries = await Promise.all(Array.from({ length: 30 }, () => client.data(LOG_IN, wrong)));
    expect(tries.filter(({ logIn }) => logIn.__typename === "InvalidCredentials")).toHaveLength(4);
    const { logIn } = await client.data(LOG_IN, { input: { email: member.email, password: PASSWORD } });
    expect(logIn.__typename).toBe("TooManyAttempts");
    expect(logIn.retryAfterSeconds).toBeGreaterThan(0);
  });

  test("a refresh token works once, a lost answer may be asked for again, a stolen one ends the session", async () => {
    const { client } = await api.member();
    const stolen = client.cookie;
    const first = await client.data(REFRESH);
    const second = client.cookie;
    expect(first.refreshSession.__typename).toBe("AuthPayload");
    expect(second).not.toBe(stolen);
    // The answer was lost: the old token leads to the same successor.
    client.cookie = stolen;
    expect((await client.data(REFRESH)).refreshSession.__typename).toBe("AuthPayload");
    expect(client.cookie).toBe(second);
    await client.data(REFRESH);
    const third = client.cookie;
    client.cookie = stolen;
    expect((await client.data(REFRESH)).refreshSession.code).toBe("SESSION_EXPIRED");
    client.cookie = third;
    expect((await client.data(REFRESH)).refreshSession.code).toBe("SESSION_EXPIRED");
    expect((await client.ask(ME)).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
  });

  test("the end of a stolen session is dated by the database, whatever the process's clock says", async () => {
    const { client, userId } = await api.member();
    const stolen = client.cookie;
    await client.data(REFRESH);
    client.cookie = stolen;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 300_000 });
    try {
      expect((await client.data(REFRESH)).refreshSession.code).toBe("SESSION_EXPIRED");
    } finally {
      vi.useRealTimers();
    }
    const { rows } = await api.owner.query(
      "SELECT revoked_at <= clock_timestamp() AS past FROM sessions WHERE user_id = $1",
      [userId],
    );
    expect(rows).toEqual([{ past: true }]);
  });

  test("the refresh cookie is out of reach of scripts and other sites", async () => {
    const client = api.client();
    const { headers } = await client.ask(SIGN_UP, {
      input: { email: `${randomUUID()}@test.example`, password: PASSWORD, name: "홍길동" },
    });
    expect(headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Strict/);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("who does not want to be remembered is forgotten as the browser is closed, or after an hour without use", async () => {
    const member = await api.member();
    const client = api.client();
    const input = { email: member.email, password: PASSWORD, remember: false };
    for (const ask of [() => client.ask(LOG_IN, { input }), () => client.ask(REFRESH)]) {
      const { headers, data } = await ask();
      const [payload] = Object.values(data as Record<string, { unattendedSeconds: number }>);
      expect(payload?.unattendedSeconds).toBe(600);
      const cookie = headers.getSetCookie().find((each) => each.startsWith("chickpay-refresh="));
      expect(cookie).not.toMatch(/expires|max-age/i);
      const { rows } = await api.owner.query(
        `SELECT expires_at - clock_timestamp() <= interval '1 hour' AND ends_at - created_at = interval '12 hours' AS short
         FROM sessions WHERE user_id = $1 ORDER BY created_at DESC LIMIT 1`,
        [member.userId],
      );
      expect(rows[0].short).toBe(true);
    }
    const kept = await member.client.data(REFRESH);
    expect(kept.refreshSession.unattendedSeconds).toBeNull();
  });

  test("a session's own end is that of its token, of the repeated answer's too, and of its socket", async () => {
    const member = await api.member();
    await api.owner.query(
      `UPDATE sessions SET ends_at = date_trunc('second', clock_timestamp()) + interval '4 seconds' WHERE user_id = $1`,
      [member.userId],
    );
    const { cookie } = member.client;
    const refreshed = (await member.client.data(REFRESH)).refreshSession;
    member.client.cookie = cookie;
    const repeated = (await member.client.data(REFRESH)).refreshSession;
    const { rows } = await api.owner.query(`SELECT ends_at, expires_at FROM sessions WHERE user_id = $1`, [
      member.userId,
    ]);
    const ends: Date = rows[0].ends_at;
    expect(rows[0].expires_at).toEqual(ends);
    for (const each of [refreshed, repeated]) expect(new Date(each.expiresAt)).toEqual(ends);

    member.client.token = refreshed.accessToken;
    expect((await member.client.data(ME)).me.id).toBe(member.userId);
    const socket = await SocketClient.forMember(api.url, refreshed.accessToken);
    await socket?.until(() => false, 6_000);
    expect(socket?.closedWith).toBe(4403);
    expect(Date.now() - ends.getTime()).toBeLessThan(1_000);
    expect((await member.client.ask(ME)).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
  });

  test("who logs in ends the session that the browser had, whoever's it was", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    const former = hong.client.cookie;
    kim.client.cookie = former;
    await logIn(kim, kim.client);
    expect((await kim.client.data(ME)).me.id).toBe(kim.userId);
    expect((await hong.client.ask(ME)).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    expect((await hong.client.data(REFRESH)).refreshSession.__typename).toBe("SessionExpired");
    const { rows } = await api.owner.query(
      `SELECT actor_id, session_id IS NOT NULL AS "hasSession" FROM audit_events
       WHERE user_id = $1 AND action = 'session.ended'`,
      [hong.userId],
    );
    expect(rows).toEqual([{ actor_id: kim.userId, hasSession: true }]);

    // A cookie that means nothing, or no session any more, is in nobody's way.
    for (const cookie of [former, "chickpay-refresh=nonsense"]) {
      kim.client.cookie = cookie;
      await logIn(kim, kim.client);
      expect((await kim.client.data(ME)).me.id).toBe(kim.userId);
    }
  });

  test("a cookie of a session that is bound to a key does nothing to it without the key", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    const bound = new KeyClient(api.url);
    await logIn({ ...hong, client: bound }, bound);
    kim.client.cookie = bound.cookie;
    await logIn(kim, kim.client);
    expect((await bound.data(ME)).me.id).toBe(hong.userId);
  });

  test("logging out ends the access token as well", async () => {
    const { client } = await api.member();
    expect(await client.data(`mutation { logOut }`)).toEqual({ logOut: true });
    expect((await client.ask(ME)).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
  });

  test.each([
    ["nonsense", "abc"],
    ["no signature", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."],
    ["empty", ""],
  ])("a forged token (%s) is refused", async (_name, token) => {
    const client = api.client();
    client.language = "en";
    const { errors } = await client.ask(ME, {}, { authorization: `Bearer ${token}` });
    expect(errors?.[0]).toMatchObject({ message: "Please log in.", extensions: { code: "UNAUTHENTICATED" } });
  });
});

describe("accounts", () => {
  test("open up to the limit, rename, lower the limits", async () => {
    const member = await api.member();
    const OPEN = `mutation ($input: OpenAccountInput!) { openAccount(input: $input) { __typename ... on OpenAccountSuccess {
      account { id number nickname balance status limitSingle limitDaily spentToday openedAt } } ... on AccountLimitReached { maximum } ... on UserError { code } } }`;
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => member.client.data(OPEN, { input: { nickname: `여행 ${i}` } })),
    );
    expect(results.filter(({ openAccount }) => openAccount.__typename === "OpenAccountSuccess")).toHaveLength(9);
    expect(results.find(({ openAccount }) => openAccount.code)?.openAccount).toMatchObject({ maximum: 10 });
    const UPDATE = `mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) { __typename
      ... on UpdateAccountSuccess { account { nickname limitSingle limitDaily } } ... on InvalidInput { fields { path message } } ... on UserError { code } } }`;
    const update = async (change: object) =>
      (await member.client.data(UPDATE, { input: { accountId: member.accountId, ...change } })).updateAccount;
    expect((await update({ nickname: "생활비", limitSingle: "100000", limitDaily: "200000" })).account).toEqual({
      nickname: "생활비",
      limitSingle: "100000",
      limitDaily: "200000",
    });
    expect((await update({ limitSingle: "200001" })).fields[0].path).toBe("limitSingle");
    expect((await update({ limitDaily: "10000001" })).fields[0].path).toBe("limitDaily");
    expect((await update({ limitDaily: "abc" })).fields[0].path).toBe("limitDaily");
    expect((await update({ nickname: "" })).fields[0].path).toBe("nickname");
    const stranger = await api.member();
    const foreign = await stranger.client.data(UPDATE, { input: { accountId: member.accountId, nickname: "내 것" } });
    expect(foreign.updateAccount.fields[0].path).toBe("accountId");
  });

  test("many changes at once do not wait for each other's connections", async () => {
    const member = await api.member();
    await deposit(member, 10n);
    const UPDATE = `mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) { __typename } }`;
    const CLOSE = `mutation ($input: CloseAccountInput!) { closeAccount(input: $input) { __typename } }`;
    const startedAt = Date.now();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        i % 2 === 0
          ? member.client.data(UPDATE, { input: { accountId: member.accountId, limitSingle: "1000" } })
          : member.client.data(CLOSE, { input: { accountId: member.accountId } }),
      ),
    );
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    expect(new Set(answers.map((each) => (each.updateAccount ?? each.closeAccount).__typename))).toEqual(
      new Set(["UpdateAccountSuccess", "AccountNotEmpty"]),
    );
  });

  test("a first account is called in the member's language, and nobody takes the service's name", async () => {
    const client = api.client();
    client.language = "en";
    const signUp = async (name: string) => {
      const input = { email: `${randomUUID()}@test.example`, password: PASSWORD, name, termsVersion: "2026-08" };
      return (await client.data(SIGN_UP, { input })).signUp;
    };
    expect(await signUp("Chickpay Support")).toMatchObject({
      fields: [{ path: "name", message: "This name cannot be used." }],
    });
    client.token = (await signUp("Emily")).accessToken;
    expect((await client.data(`{ me { accounts { nickname } } }`)).me.accounts).toEqual([
      { nickname: "Chickpay account" },
    ]);
  });

  test.each([
    "👨‍👩‍👧‍👦".repeat(20),
    `a${"\u0301".repeat(399)}`,
    "👩🏽‍🚀".repeat(30),
    "\u200b\u3164",
    "\u2028",
    "אבג",
    "한\u0000",
  ])("a name of %j is kept or refused by name, never an internal error", async (text) => {
    const member = await api.member();
    const OPEN = `mutation ($input: OpenAccountInput!) { openAccount(input: $input) { __typename } }`;
    const { openAccount } = await member.client.data(OPEN, { input: { nickname: text } });
    expect(["OpenAccountSuccess", "InvalidInput"]).toContain(openAccount.__typename);
    const { signUp } = await api.client().data(SIGN_UP, {
      input: { email: `${randomUUID()}@test.example`, password: PASSWORD, name: text, termsVersion: text },
    });
    expect(["AuthPayload", "InvalidInput"]).toContain(signUp.__typename);
    const result = await transfer(member, await api.member(), 1n, { memo: text, recipientMemo: text });
    expect(["InsufficientFunds", "InvalidInput"]).toContain(result.__typename);
  });

  test("leaving takes the password and empty accounts, and ends everything", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    await deposit(hong, 500n);
    const LEAVE = `mutation ($input: CloseMembershipInput!) { closeMembership(input: $input) { __typename
      ... on AccountNotEmpty { accountId balance } ... on UserError { code } } }`;
    const leave = async (password: string) => (await hong.client.data(LEAVE, { input: { password } })).closeMembership;
    expect((await leave("wrong")).code).toBe("INVALID_PASSWORD");
    expect(await leave(PASSWORD)).toMatchObject({
      code: "ACCOUNT_NOT_EMPTY",
      accountId: hong.accountId,
      balance: "500",
    });
    expect((await transfer(hong, kim, 500n)).__typename).toBe("TransferSuccess");
    expect((await leave(PASSWORD)).__typename).toBe("CloseMembershipSuccess");
    expect((await hong.client.ask(ME)).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    const { logIn } = await api.client().data(LOG_IN, { input: { email: hong.email, password: PASSWORD } });
    expect(logIn.code).toBe("INVALID_CREDENTIALS");
    expect((await balanceOf(kim)).balance).toBe("500");
    expect((await transfer(kim, hong, 1n)).code).toBe("ACCOUNT_NOT_ACTIVE");
  });
});

test("a hash of a lower setting is made anew as its owner logs in, and the password stays the same", async () => {
  const api = await startTestApi();
  const member = await api.member();
  const hashOf = async () =>
    (await api.owner.query(`SELECT password_hash AS hash FROM users WHERE id = $1`, [member.userId])).rows[0].hash;
  const before = await hashOf();
  expect(before).toContain("$m=19456,t=2,");
  const dearer = await api.another({ PASSWORD_HASH_MEMORY_KIB: "32768", PASSWORD_HASH_PASSES: "3" });
  try {
    const logIn = async (url: string) => {
      const client = new GraphQLClient(url);
      const input = { email: member.email, password: PASSWORD };
      return (await client.data(`mutation ($input: LogInInput!) { logIn(input: $input) { __typename } }`, { input }))
        .logIn;
    };
    expect((await logIn(dearer.url)).__typename).toBe("AuthPayload");
    const after = await hashOf();
    expect(after).toContain("$m=32768,t=3,");
    // Where the setting is lower still, nothing is made weaker.
    expect((await logIn(api.url)).__typename).toBe("AuthPayload");
    expect(await hashOf()).toBe(after);
  } finally {
    await dearer.stop();
    await api.close();
  }
});
