import getPort from "get-port";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Member, PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { requestCode } from "../mailbox.js";
import { hasRedis, RedisServer } from "../redis-server.js";

const LIMIT = 20;
const LOST = "Redis cannot be reached, the database counts meanwhile";
const BACK = "Redis is back";

describe.skipIf(!hasRedis())("with a Redis", () => {
  let redis: RedisServer;
  /** Looks at what is in it. */
  let eyes: Redis;
  let api: TestApi;
  let second: Awaited<ReturnType<TestApi["another"]>>;
  const log: string[] = [];
  const logged = (sentence: string) => log.filter((line) => JSON.parse(line).msg === sentence).length;

  beforeAll(async () => {
    redis = new RedisServer(await getPort());
    await redis.start();
    eyes = new Redis(redis.url);
    eyes.on("error", () => undefined);
    const settings = { REDIS_URL: redis.url, RECIPIENT_LOOK_UPS_PER_MINUTE: String(LIMIT), LOG_LEVEL: "warn" };
    api = await startTestApi(settings, undefined, { write: (line) => void log.push(line) });
    second = await api.another();
  });
  afterAll(async () => {
    await second.stop();
    await api.close();
    eyes.disconnect();
    await redis.end();
  });

  /** What became of so many look-ups of one member, asked for at once at both processes. */
  async function lookUp({ client }: Member, count: number): Promise<string[]> {
    const elsewhere = new GraphQLClient(second.url);
    elsewhere.token = client.token;
    return Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const { status, errors } = await (i % 2 ? client : elsewhere).ask(
          `{ recipient(accountNumber: "100000000000") { maskedName } }`,
        );
        return `${status} ${errors?.[0]?.extensions.code ?? "answered"}`;
      }),
    );
  }

  const answeredOf = (answers: string[]) => answers.filter((each) => each === "200 answered").length;

  /** Who counted how many look-ups of the member. */
  async function countsOf({ userId }: Member): Promise<{ redis: number; database: number }> {
    const { rows } = await api.owner.query(`SELECT points FROM attempt_counters WHERE key = $1`, [
      `recipient:${userId}`,
    ]);
    return { redis: Number(await eyes.get(`chickpay:recipient:${userId}`)), database: rows[0]?.points ?? 0 };
  }

  async function expectReady(url: string): Promise<void> {
    const isReady = async () => /^chickpay_redis_ready 1$/m.test(await (await fetch(`${url}/metrics`)).text());
    await expect.poll(isReady, { timeout: 10_000 }).toBe(true);
  }

  async function restart(): Promise<void> {
    await redis.start();
    for (const url of [api.url, second.url]) await expectReady(url);
  }

  test("two processes share one pace, and none lets anybody go faster", async () => {
    for (const url of [api.url, second.url]) await expectReady(url);
    const hong = await api.member();
    const answers = await lookUp(hong, LIMIT + 10);
    expect(answeredOf(answers)).toBe(LIMIT);
    expect(new Set(answers)).toEqual(new Set(["200 answered", "200 RATE_LIMITED"]));
    expect(await countsOf(hong)).toEqual({ redis: LIMIT + 10, database: 0 });
  });

  test("that is killed, requests go on and the database sets the pace, until it is back", async () => {
    const [hong, kim, lee] = [await api.member(), await api.member(), await api.member()];
    const [before, after] = [logged(LOST), logged(BACK)];
    const under = lookUp(hong, LIMIT * 2);
    await redis.end("SIGKILL");
    const answers = [...(await under), ...(await lookUp(hong, LIMIT * 2))];
    expect(new Set(answers)).toEqual(new Set(["200 answered", "200 RATE_LIMITED"]));
    // At most as many through each of the two.
    expect(answeredOf(answers)).toBeLessThanOrEqual(2 * LIMIT);
    expect(answeredOf(await lookUp(kim, LIMIT + 10))).toBe(LIMIT);

    await restart();
    expect(await countsOf(kim)).toEqual({ redis: 0, database: LIMIT + 10 });
    expect(answeredOf(await lookUp(lee, LIMIT + 10))).toBe(LIMIT);
    expect(await countsOf(lee)).toEqual({ redis: LIMIT + 10, database: 0 });
    // Once each process, however many commands failed.
    expect([logged(LOST) - before, logged(BACK) - after]).toEqual([2, 2]);
  });

  test("that goes silent keeps nobody waiting, and nothing is lost from the count", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    redis.send("SIGSTOP");
    try {
      const startedAt = performance.now();
      expect(answeredOf(await lookUp(hong, LIMIT + 10))).toBe(LIMIT);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      // Those after the first ones do not even ask.
      expect(answeredOf(await lookUp(kim, LIMIT + 10))).toBe(LIMIT);
    } finally {
      redis.send("SIGCONT");
    }
    for (const url of [api.url, second.url]) await expectReady(url);
  });

  test("that forgets everything opens no door", async () => {
    const hong = await api.member();
    const logIn = async (password: string) => {
      const query = `mutation ($i: LogInInput!) { logIn(input: $i) { __typename } }`;
      return (await api.client().data(query, { i: { email: hong.email, password } })).logIn.__typename;
    };
    await requestCode(api, hong.email, "PASSWORD_RESET");
    await api.client().data(`mutation { beginPasskeyLogIn { challengeId } }`);
    await lookUp(hong, 1);
    for (let i = 0; i < 6; i++) await logIn(`wrong ${i}`);
    await api.client().data(`mutation ($i: CheckEmailCodeInput!) { checkEmailCode(input: $i) { __typename } }`, {
      i: { email: hong.email, code: "000000", purpose: "PASSWORD_RESET" },
    });
    const kinds = (await eyes.keys("*")).map((key) => key.split(":").slice(0, 2).join(":"));
    expect([...new Set(kinds)].toSorted()).toEqual(
      ["code", "code-to", "question-from", "recipient", "sign-up"].map((kind) => `chickpay:${kind}`),
    );
    await eyes.flushall();
    expect(await logIn(PASSWORD)).toBe("TooManyAttempts");
    expect(answeredOf(await lookUp(hong, LIMIT + 10))).toBe(LIMIT);
  });

  test("that is not there yet keeps no process from starting, and is used once it is", async () => {
    await redis.end();
    const third = await api.another();
    try {
      const client = new GraphQLClient(third.url);
      expect((await client.data(`mutation { beginPasskeyLogIn { challengeId } }`)).beginPasskeyLogIn).toBeTruthy();
      await restart();
      await expectReady(third.url);
      await redis.end();
    } finally {
      await third.stop();
    }
    await restart();
  });
});
