import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createCounterPool } from "../../src/data-source.js";
import { networkOf } from "../../src/modules/auth/attempt.policy.js";
import { AttemptLimiter } from "../../src/modules/auth/index.js";
import { RequestError } from "../../src/shared/errors.js";
import { deposit, type Member, PASSWORD, startTestApi, type TestApi, transfer } from "../api-harness.js";
import { codeFor, codeIn, mailsTo, requestCode } from "../mailbox.js";
import { askLogIn, COMPLETE, codeOf, complete, withTotp } from "../second-factor.js";
import { SocketClient } from "../socket-client.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi({ TRUSTED_PROXIES: "1", STUFFED_MEMBERS_MAX: "20", SOCKETS_PER_ADDRESS: "2" });
});
afterAll(async () => {
  await api.close();
});

const LOG_IN = `mutation ($i: LogInInput!) { logIn(input: $i) { __typename ... on UserError { code }
  ... on AuthPayload { accessToken } } }`;
const REVEAL = `mutation ($i: RevealPhoneInput!) { revealPhone(input: $i) { __typename ... on UserError { code } } }`;

const CHECK = `mutation ($i: CheckEmailCodeInput!) { checkEmailCode(input: $i) { __typename ... on UserError { code } } }`;

const from = (address: string) => ({ "x-forwarded-for": address });

async function logIn(client: Member["client"], email: string, password: string, address: string) {
  return (await client.ask(LOG_IN, { i: { email, password } }, from(address))).data.logIn;
}

test("a session that was taken over is no way to guess the password, from however many places", async () => {
  const { client: own } = await api.member();
  // Whoever has copied the token has none of the browser's cookies.
  const client = api.client();
  client.token = own.token;
  const codes: string[] = [];
  for (let i = 0; i < 30; i++) {
    const { data } = await client.ask(REVEAL, { i: { password: `wrong ${i}` } }, from(`203.0.113.${i}`));
    codes.push(data.revealPhone.code);
  }
  expect(codes.filter((code) => code === "INVALID_PASSWORD")).toHaveLength(10);
  expect(new Set(codes.slice(10))).toEqual(new Set(["TOO_MANY_ATTEMPTS"]));
});

test("what a wider limit refuses is no try of the place, and the wait that is told stays the wider one's", async () => {
  const { client: own } = await api.member();
  const client = api.client();
  client.token = own.token;
  const guess = async (address: string) =>
    (
      await client.ask(
        `mutation ($i: RevealPhoneInput!) { revealPhone(input: $i) { ... on TooManyAttempts { retryAfterSeconds }
           ... on UserError { code } } }`,
        { i: { password: "wrong" } },
        from(address),
      )
    ).data.revealPhone;
  for (let i = 0; i < 10; i++) await guess(`203.0.113.${i}`);
  for (let i = 0; i < 7; i++) expect((await guess("203.0.113.63")).retryAfterSeconds).toBeGreaterThan(3_000);
  await api.owner.query(`DELETE FROM attempt_counters WHERE key LIKE 'password-inside:%'`);
  for (let i = 0; i < 5; i++) expect((await guess("203.0.113.63")).code).toBe("INVALID_PASSWORD");
  expect((await guess("203.0.113.63")).retryAfterSeconds).toBeLessThanOrEqual(300);
});

test("a busy server costs nobody a try, at a password or at a code", async () => {
  const member = await withTotp(api);
  const { challengeId } = await askLogIn(api, member);
  const address = from("203.0.113.62");
  const proof = { recoveryCode: member.recoveryCodes[0] };
  // As often as each may be wrong, and once more; a question has five tries of its own.
  const tries = [
    [6, api.client(), LOG_IN, { i: { email: member.email, password: PASSWORD } }],
    [11, member.client, REVEAL, { i: { password: PASSWORD } }],
    [5, api.client(), COMPLETE, { input: { challengeId, proof } }],
  ] as const;
  const busy = vi.spyOn(api.application.services.passwords, "inTurn");
  busy.mockRejectedValue(new RequestError("OVERLOADED", 2));
  try {
    for (const [times, client, query, variables] of tries)
      for (let i = 0; i < times; i++) {
        const { errors } = await client.ask(query, variables, address);
        expect(errors?.[0]?.extensions.code).toBe("OVERLOADED");
      }
  } finally {
    busy.mockRestore();
  }
  expect((await logIn(api.client(), member.email, PASSWORD, "203.0.113.62")).__typename).toBe("MfaRequired");
  expect((await member.client.data(REVEAL, { i: { password: PASSWORD } })).revealPhone.__typename).toBe(
    "RevealedPhone",
  );
  const again = await askLogIn(api, member);
  expect((await complete(api, again.challengeId, { code: codeOf(member) })).__typename).toBe("AuthPayload");
});

test("one network does not fill the queue for hashing: others are let in", async () => {
  const member = await api.member();
  const { passwords } = api.application.services;
  const { promise: held, resolve: goOn } = Promise.withResolvers<void>();
  // Both that may hash at once.
  const busy = [1, 2].map(() => passwords.inTurn(() => held, "203.0.113.1"));
  const answers: string[] = [];
  const signUp = async () => {
    const input = { email: `${randomUUID()}@test.example`, password: PASSWORD, name: "홍길동" };
    const query = `mutation ($i: SignUpInput!) { signUp(input: $i) { __typename } }`;
    const { data, errors } = await api.client().ask(query, { i: input }, from("203.0.113.64"));
    answers.push(errors?.[0]?.extensions.code ?? data.signUp.__typename);
  };
  const crowd = Array.from({ length: 70 }, signUp);
  try {
    await vi.waitFor(() => expect(answers).toEqual(Array.from({ length: 22 }, () => "OVERLOADED")), 5_000);
    const entered = logIn(api.client(), member.email, PASSWORD, "203.0.113.65");
    await sleep(200);
    goOn();
    expect((await entered).__typename).toBe("AuthPayload");
  } finally {
    goOn();
    await Promise.all([...busy, ...crowd]);
  }
  expect(answers.filter((each) => each === "AuthPayload")).toHaveLength(48);
});

test("who comes while the fifth try is looked at is told the lock-out's time, and next to none when nothing is locked", async () => {
  const member = await api.member();
  const waits = async (password: string, times: number) => {
    const tries = Array.from({ length: times }, async () => {
      const input = { email: member.email, password };
      const { data } = await api
        .client()
        .ask(
          `mutation ($i: LogInInput!) { logIn(input: $i) { ... on TooManyAttempts { retryAfterSeconds } } }`,
          { i: input },
          from("203.0.113.55"),
        );
      return data.logIn.retryAfterSeconds as number | undefined;
    });
    return (await Promise.all(tries)).filter((each) => each !== undefined);
  };
  const right = await waits(PASSWORD, 12);
  expect(right.length).toBeGreaterThan(0);
  expect(Math.max(...right)).toBeLessThanOrEqual(5);
  const wrong = await waits("wrong", 12);
  expect(wrong).toHaveLength(7);
  expect(Math.max(...wrong)).toBeLessThanOrEqual(300);
  expect(await waits(PASSWORD, 1)).toEqual([expect.closeTo(300, -1)]);
  // The second time a little longer, and never the rest of the hour.
  await api.owner.query(`UPDATE attempt_counters SET expire = 0 WHERE key LIKE 'password:%'`);
  expect(Math.max(...(await waits("wrong", 12)))).toBeLessThanOrEqual(900);
});

describe("tries that wait for one row", () => {
  /** Lets nobody else count there meanwhile. */
  async function holding(key: string, work: (goOn: () => Promise<unknown>) => Promise<void>): Promise<void> {
    const busy = await api.owner.connect();
    try {
      await busy.query("BEGIN");
      await busy.query(`SELECT FROM attempt_counters WHERE key LIKE $1 FOR UPDATE`, [`${key}:%`]);
      await work(() => busy.query("COMMIT"));
    } finally {
      busy.release(true);
    }
  }

  test("keep no money waiting", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    await deposit(hong, 1_000n);
    const guess = () => logIn(api.client(), kim.email, "wrong", "203.0.113.60");
    await guess();
    const waiting = async () =>
      (
        await api.owner.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
             AND query LIKE '%"attempt_counters"%'`,
        )
      ).rowCount;
    await holding("password", async (goOn) => {
      // As many as there are connections.
      const guesses = Array.from({ length: 4 }, guess);
      await vi.waitFor(async () => expect(await waiting()).toBe(4), 4_000);
      expect((await transfer(hong, kim, 1_000n)).__typename).toBe("TransferSuccess");
      expect(await waiting()).toBe(4);
      await goOn();
      expect((await Promise.all(guesses)).map(({ code }) => code)).toContain("INVALID_CREDENTIALS");
    });
  });

  test("are not more than so many: who comes then is turned away at once", async () => {
    const pool = createCounterPool({ url: api.database.appUrl });
    const limits = { signUpsPerHour: 1_000, codesPerHour: 1, stuffedMembersMax: 1, lookUpsPerMinute: 1, stepUpsMax: 1 };
    const attempts = new AttemptLimiter(pool, null, limits);
    const take = () =>
      attempts.takeSignUp("203.0.113.70").then(
        () => "counted",
        (error: unknown) => (error instanceof RequestError ? error.code : error),
      );
    try {
      await take();
      await holding("sign-up", async (goOn) => {
        const crowd: Array<Promise<unknown>> = [];
        for (let i = 0; i < 310; i++) {
          crowd.push(take());
          await nextTurn();
        }
        await goOn();
        const answers = Object.groupBy(await Promise.all(crowd), String);
        expect([answers.counted?.length, answers.OVERLOADED?.length]).toEqual([304, 6]);
      });
    } finally {
      await pool.end();
    }
  });
});

test("whoever has an IPv6 address has its network: it counts as one", async () => {
  const { email } = await api.member();
  const codes: string[] = [];
  for (let i = 0; i < 8; i++) codes.push((await logIn(api.client(), email, "wrong", `2001:db8:1:2::${i + 1}`)).code);
  expect(codes.filter((code) => code === "INVALID_CREDENTIALS")).toHaveLength(5);
  expect((await logIn(api.client(), email, PASSWORD, "2001:db8:1:3::1")).__typename).toBe("AuthPayload");
});

test("sockets of one IPv6 network count as those of one address", async () => {
  const open = (address: string) => SocketClient.open(api.url, { headers: from(address) });
  const sockets = [await open("2001:db8:7:1::1"), await open("2001:db8:7:1::2"), await open("2001:db8:7:1::3")];
  expect(sockets.map((each) => each !== null)).toEqual([true, true, false]);
  sockets.push(await open("2001:db8:7:2::1"));
  expect(sockets[3]).not.toBeNull();
  for (const each of sockets) each?.close();
});

test("one network that tries many members is refused by itself; it takes several to close the door to all", {
  timeout: 90_000,
}, async () => {
  const member = await api.member();
  await api.owner.query("DELETE FROM attempt_counters WHERE key LIKE 'stuff%'");
  const stuff = (address: string) => logIn(api.client(), `${randomUUID()}@nowhere.example`, "wrong", address);
  const codes: string[] = [];
  for (let i = 0; i < 20; i++) codes.push((await stuff("203.0.113.90")).code);
  expect(codes.filter((code) => code === "INVALID_CREDENTIALS")).toHaveLength(4);
  expect((await logIn(api.client(), member.email, PASSWORD, "203.0.113.90")).code).toBe("TOO_MANY_ATTEMPTS");
  expect((await logIn(api.client(), member.email, PASSWORD, "203.0.113.91")).__typename).toBe("AuthPayload");

  for (let i = 0; i < 16; i++) await stuff(`203.0.113.${92 + (i % 4)}`);
  expect((await logIn(api.client(), member.email, PASSWORD, "203.0.113.99")).code).toBe("TOO_MANY_ATTEMPTS");
  const { rows } = await api.owner.query(
    `SELECT after ->> 'closedTo' AS closed, count(*)::int AS times FROM audit_events WHERE action = 'log_in.stuffing' GROUP BY 1 ORDER BY 1`,
  );
  expect(rows).toEqual([
    { closed: "everybody", times: 1 },
    { closed: "network", times: 4 },
  ]);

  // Ten minutes later the door is open again; who goes on is noticed after a fifth of that, by several networks still.
  await api.owner.query("DELETE FROM attempt_counters WHERE key LIKE 'stuff%' AND key NOT LIKE 'stuffed-lately%'");
  for (let i = 0; i < 9; i++) await stuff("203.0.113.95");
  expect((await logIn(api.client(), member.email, PASSWORD, "203.0.113.98")).__typename).toBe("AuthPayload");
  for (let i = 0; i < 3; i++) await stuff(`203.0.113.${101 + i}`);
  expect((await logIn(api.client(), member.email, PASSWORD, "203.0.113.99")).code).toBe("TOO_MANY_ATTEMPTS");
  await api.owner.query("DELETE FROM attempt_counters WHERE key LIKE 'stuff%'");
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::1", "0:0:0:0::/64"],
  ["2001:DB8:0001::", "2001:db8:1:0::/64"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("the network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("a code from the mail opens the door at once, also for the browser whose own tries closed it", async () => {
  const member = await api.member();
  const client = api.client();
  const address = "203.0.113.77";
  expect((await logIn(client, member.email, PASSWORD, address)).__typename).toBe("AuthPayload");
  for (let i = 0; i < 6; i++) await logIn(client, member.email, "wrong", address);
  expect((await logIn(client, member.email, PASSWORD, address)).code).toBe("TOO_MANY_ATTEMPTS");
  const newPassword = "an entirely new phrase 77";
  const { data } = await client.ask(
    `mutation ($i: ResetPasswordInput!) { resetPassword(input: $i) { __typename } }`,
    { i: { email: member.email, code: await codeFor(api, member.email, "PASSWORD_RESET"), newPassword } },
    from(address),
  );
  expect(data.resetPassword.__typename).not.toMatch(/Invalid/);
  expect((await logIn(client, member.email, newPassword, address)).__typename).toBe("AuthPayload");
});

test("codes of a mail can be guessed at twenty times a day, whoever has the address; the member's own browser goes on", async () => {
  const member = await api.member();
  const check = async (client: Member["client"], email: string, code: string, address: string) => {
    const input = { email, code, purpose: "PASSWORD_RESET" };
    const { data } = await client.ask(CHECK, { i: input }, from(address));
    return data.checkEmailCode.code ?? data.checkEmailCode.__typename;
  };
  const answers: string[][] = [];
  let right = "";
  for (const [which, email] of [member.email, `${randomUUID()}@nowhere.example`].entries()) {
    const codes: string[] = [];
    for (let round = 0; round < 5; round++) {
      await requestCode(api, email, "PASSWORD_RESET");
      const mail = (await mailsTo(api, email)).at(-1);
      if (which === 0) right = codeIn(mail);
      const wrong = right === "000000" ? "000001" : "000000";
      for (let i = 0; i < 5; i++) codes.push(await check(api.client(), email, wrong, `198.51.${which}.${round}`));
    }
    answers.push(codes);
  }
  const expected = [
    ...Array.from({ length: 20 }, () => "INVALID_CODE"),
    ...Array.from({ length: 5 }, () => "TOO_MANY_ATTEMPTS"),
  ];
  expect(answers).toEqual([expected, expected]);
  expect(await check(api.client(), member.email, right, "198.51.9.9")).toBe("TOO_MANY_ATTEMPTS");
  expect(await check(member.client, member.email, right, "198.51.9.9")).toBe("EmailCodeRight");
});
