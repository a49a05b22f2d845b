import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import { type Member, PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { mailsTo, requestCode } from "../mailbox.js";
import { type AccountGuardOff, restarted, withoutGuard } from "./accounts-off.js";
import { prove } from "./proof.js";

const LOG_IN = `mutation ($input: LogInInput!) { logIn(input: $input) { __typename
  ... on InvalidCredentials { attemptsLeft } ... on TooManyAttempts { retryAfterSeconds } } }`;
const BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36";

/** For what is asked of one member: so many of them, one after another, would pass for stuffing. */
const ONE_AT_A_TIME = { STUFFED_MEMBERS_MAX: "1000000" };

/** Of 2^24 addresses; the proxy in front of the tested server writes it. */
const addressOf = (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

/** Somebody without cookies, at that address. */
const stranger = (url: string, address: number) => new GraphQLClient(url, { "x-forwarded-for": addressOf(address) });

async function logIn(client: GraphQLClient, email: string, password = PASSWORD) {
  const { data, errors } = await client.ask(LOG_IN, { input: { email, password } });
  return (data?.logIn ?? { __typename: errors?.[0]?.extensions.code }) as {
    __typename: string;
    retryAfterSeconds?: number;
  };
}

async function withApi<Result>(
  without: AccountGuardOff | undefined,
  work: (api: TestApi) => Promise<Result>,
  settings: Record<string, string> = {},
): Promise<Result> {
  const api = await startTestApi({ TRUSTED_PROXIES: "1", ...settings });
  try {
    await withoutGuard(api, without);
    return await work(api);
  } finally {
    await api.close();
  }
}

/** Refused with a look at the password. */
async function evaluated({ owner }: TestApi, { userId }: Member): Promise<number> {
  const { rows } = await owner.query(
    `SELECT count(*)::int AS n FROM audit_events WHERE user_id = $1 AND action = 'log_in.refused'`,
    [userId],
  );
  return rows[0].n;
}

prove<AccountGuardOff>(
  "A10",
  "of many guesses at once five are looked at, and a restart changes nothing",
  { small: 3, share: 0.01, redWithout: { "no-count": 1, "forgetful-counters": 1 } },
  async ({ count, without }) =>
    withApi(
      without,
      async (api) => {
        const problems: string[] = [];
        let waited = 0;
        for (let round = 1; round <= count; round++) {
          const hong = await api.member();
          const guesses = await Promise.all(
            Array.from({ length: 200 }, (_, i) => logIn(stranger(api.url, round), hong.email, `wrong password ${i}`)),
          );
          const looked = guesses.filter(({ __typename }) => __typename === "InvalidCredentials").length;
          if (looked > 5) problems.push(`${looked} guesses were answered as wrong`);
          if ((await evaluated(api, hong)) > 5) problems.push("more than five guesses were looked at");
          waited += guesses.filter(({ __typename }) => __typename === "TooManyAttempts").length;
          await restarted(api, without);
          const other = await api.another();
          try {
            const { __typename, retryAfterSeconds } = await logIn(stranger(other.url, round), hong.email);
            if (__typename !== "TooManyAttempts") problems.push(`after a restart the answer was ${__typename}`);
            if (!retryAfterSeconds) problems.push("how long to wait was not told");
          } finally {
            await other.stop();
          }
          const notices = (await mailsTo(api, hong.email)).filter(({ template }) => template === "log_in_locked");
          if (notices.length !== 1) problems.push(`${notices.length} mails told of the lock-out`);
        }
        return { rare: { waited }, problems };
      },
      ONE_AT_A_TIME,
    ),
);

prove<AccountGuardOff>(
  "A11",
  "whoever burns a member's tries from elsewhere does not lock the member out",
  { small: 60, share: 0.1, redWithout: { "no-devices": 60 } },
  async ({ count, without }) =>
    withApi(without, async (api) => {
      const hong = await api.member();
      const problems: string[] = [];
      let refused = 0;
      let entered = 0;
      for (let from = 0; from < count; from += 10) {
        const wrong = Array.from({ length: 10 }, (_, i) =>
          logIn(stranger(api.url, from + i), hong.email, "wrong password"),
        );
        for (const { __typename } of await Promise.all(wrong)) if (__typename === "TooManyAttempts") refused++;
        // The browser that the member signed up in, at home and on the way; its session has ended.
        hong.client.token = null;
        const own = await logIn(hong.client, hong.email);
        if (own.__typename === "AuthPayload") entered++;
        else problems.push(`the member met ${own.__typename}`);
      }
      return { rare: { refused, entered }, problems };
    }),
);

prove<AccountGuardOff>(
  "A12",
  "leaked pairs tried from many addresses are noticed within a hundred, and hardly any is looked at afterwards",
  { small: 1_000, redWithout: { "no-detector": 300 } },
  async ({ count, without, random }) =>
    withApi(without, async (api) => {
      const problems: string[] = [];
      const [hong, kim] = [await api.member(), await api.member()];
      const inTurn = pLimit(32);
      let detectedAfter = 0;
      let afterwards = 0;
      let refused = 0;
      let tried = 0;
      const addresses = Math.max(10, Math.round(count / 100));
      await Promise.all(
        Array.from({ length: count }, (_, i) =>
          inTurn(async () => {
            const isRight = random() < 0.01;
            const email = isRight ? kim.email : `${randomUUID()}@leaked.example`;
            // In turns: a network that tries more than the others would be refused before them, by itself.
            const client = stranger(api.url, i % addresses);
            const isAfter = detectedAfter > 0;
            const { __typename } = await logIn(client, email, "a password that leaked");
            tried++;
            if (__typename === "TooManyAttempts") {
              refused++;
              detectedAfter ||= tried;
            } else if (isAfter) afterwards++;
          }),
        ),
      );
      if (!detectedAfter || detectedAfter > 100) problems.push(`noticed after ${detectedAfter || "more"} tries`);
      if (afterwards > count / 1_000) problems.push(`${afterwards} of ${count} pairs were looked at afterwards`);
      const known = await logIn(hong.client, hong.email);
      if (known.__typename !== "AuthPayload") problems.push(`a member on a known device met ${known.__typename}`);
      return { rare: { refused }, figures: { detectedAfter, afterwards }, problems };
    }),
);

prove<AccountGuardOff>(
  "A15",
  "a log-in from a new device is told by mail and written down within two seconds; one from a known device is not",
  { small: 3, share: 0.01, redWithout: { "no-notice": 1, "no-devices": 1 } },
  async ({ count, without }) =>
    withApi(without, async (api) => {
      const problems: string[] = [];
      let told = 0;
      for (let round = 0; round < count; round++) {
        const hong = await api.member();
        const news = async () => (await mailsTo(api, hong.email)).filter(({ template }) => template === "new_device");
        await logIn(hong.client, hong.email);
        if ((await news()).length > 0) problems.push("a known device was told of");
        const startedAt = performance.now();
        const phone = new GraphQLClient(api.url, { "x-forwarded-for": "203.0.113.7", "user-agent": BROWSER });
        await logIn(phone, hong.email);
        while ((await news()).length === 0 && performance.now() - startedAt < 2_000) await sleep(20);
        const [mail] = await news();
        if (!mail) problems.push("nobody told of a new device");
        else if (!mail.text.includes("Chrome · Windows, 203.0.*.*")) problems.push(`the mail says: ${mail.text}`);
        else told++;
        const { rows } = await api.owner.query(
          `SELECT count(*)::int AS n FROM audit_events WHERE user_id = $1 AND action = 'device.added'`,
          [hong.userId],
        );
        if (rows[0].n !== 2) problems.push(`${rows[0].n} devices were written down`);
      }
      return { rare: { told }, problems };
    }),
);

/** How likely such a difference of two samples is by chance: Mann and Whitney's U, two-sided, normal approximation. */
function likelihoodOfChance(a: readonly number[], b: readonly number[]): number {
  const sorted = [...a.map((value) => ({ value, isA: true })), ...b.map((value) => ({ value, isA: false }))].sort(
    (one, other) => one.value - other.value,
  );
  const rankSum = sorted.reduce((sum, { isA }, index) => sum + (isA ? index + 1 : 0), 0);
  const u = rankSum - (a.length * (a.length + 1)) / 2;
  const deviation = Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
  const z = Math.abs(u - (a.length * b.length) / 2) / deviation;
  // Abramowitz and Stegun, 26.2.17.
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 2 * (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

/** Of so many builds one is red for no reason. The goal is told apart at a size that is worth it. */
const CHANCE_MIN = process.env.PROVE_OPS === undefined ? 1e-4 : 0.01;

prove<AccountGuardOff>(
  "A13",
  "neither words, codes nor timing tell whether an address has a member",
  { small: 25, share: 0.2, redWithout: { "slow-members": 25 } },
  async ({ count, without }) =>
    withApi(
      without,
      async (api) => {
        const problems: string[] = [];
        const atOnce = pLimit(8);
        const members = await Promise.all(Array.from({ length: count }, () => atOnce(() => api.member())));
        const asker = await api.member();
        const ways = {
          // Of members who do not want to be found.
          "look-up": (_: GraphQLClient, contact: string) =>
            asker.client.data(`query ($c: String!) { recipientByContact(contact: $c) { maskedName } }`, { c: contact }),
          "log-in": (client: GraphQLClient, email: string) => logIn(client, email, "wrong password"),
          "sign-up": (client: GraphQLClient, email: string) => requestCode({ client: () => client }, email, "SIGN_UP"),
          "password reset": (client: GraphQLClient, email: string) =>
            requestCode({ client: () => client }, email, "PASSWORD_RESET"),
        };
        const chances: Record<string, string> = {};
        for (const [way, ask] of Object.entries(ways)) {
          const times: { member: number[]; stranger: number[] } = { member: [], stranger: [] };
          const answers = { member: new Set<string>(), stranger: new Set<string>() };
          const compare = async (email: string, index: number) => {
            const pair = [
              ["member", email],
              ["stranger", `${randomUUID()}@test.example`],
            ] as const;
            // In turns, so that what comes first is no advantage.
            for (const [who, address] of index % 2 === 0 ? pair : pair.toReversed()) {
              const startedAt = performance.now();
              const answer = await ask(stranger(api.url, index), address);
              times[who].push(performance.now() - startedAt);
              answers[who].add(JSON.stringify(answer));
            }
          };
          // Most of the time is waiting.
          const inTurn = pLimit(3);
          await Promise.all(members.map(({ email }, index) => inTurn(() => compare(email, index))));
          const [known, unknown] = [[...answers.member].sort().join(), [...answers.stranger].sort().join()];
          if (known !== unknown) problems.push(`${way}: members: ${known}; strangers: ${unknown}`);
          const p = likelihoodOfChance(times.member, times.stranger);
          chances[`p of ${way}`] = p.toPrecision(3);
          if (p < CHANCE_MIN) problems.push(`${way}: timing tells members from strangers: p is ${p}`);
        }
        return { rare: { compared: count }, figures: chances, problems };
      },
      { ...ONE_AT_A_TIME, EMAIL_CODES_PER_HOUR: "1000000", RECIPIENT_LOOK_UPS_PER_MINUTE: "1000000" },
    ),
);
