import { randomUUID } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { type Config, readConfig } from "../../src/config.js";
import { startTestApi, type TestApi } from "../api-harness.js";
import { prove } from "./proof.js";
import { withinMs } from "./size.js";

type Weakness = "endless-queue" | "cut-short";

const SIGN_UP = `mutation ($input: SignUpInput!) { signUp(input: $input) { __typename
  ... on AuthPayload { accessToken } ... on InvalidInput { fields { path message } } ... on UserError { code } } }`;
const LOG_IN = `mutation ($input: LogInInput!) { logIn(input: $input) { __typename ... on UserError { code } } }`;

const COMMON = ["password1234", "qwertyuiop12", "123456789012", "aaaaaaaaaaaa", "iloveyou1234", "11111111111111"];

/** Passwords that people would be surprised to see refused. */
const DECENT = [
  "correct horse battery staple",
  "비밀번호는길수록좋습니다 그렇죠",
  "🐥🔑🌙🍵 네 마리 병아리",
  `velvet-tractor ${"and seven quiet otters ".repeat(8)}`,
  " spaces at both ends count too ",
  "quote'; DROP TABLE users; -- \" \\",
];

async function signUp(api: TestApi, password: string, email = `${randomUUID()}@test.example`) {
  const { signUp: result } = await api.client().data(SIGN_UP, { input: { email, password, name: "홍길동" } });
  return { email, type: result.__typename as string };
}

async function logIn(api: TestApi, email: string, password: string): Promise<string> {
  await api.owner.query("DELETE FROM attempt_counters");
  return (await api.client().data(LOG_IN, { input: { email, password } })).logIn.__typename;
}

/** Of the ordinary setting: the median of nine. */
async function costOf({ PASSWORD_HASH_MEMORY_KIB: memoryKib, PASSWORD_HASH_PASSES: passes }: Config): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 9; i++) {
    const at = performance.now();
    await hash("what one costs", { memoryCost: memoryKib, timeCost: passes, parallelism: 1 });
    times.push(performance.now() - at);
  }
  return median(times);
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

prove<Weakness>(
  "A14",
  "any decent password counts to its last character, common ones are refused, and hashing starves nobody",
  { small: 150, share: 0.03, redWithout: { "endless-queue": 150, "cut-short": 1 } },
  async ({ count, without }) => {
    const api = await startTestApi();
    try {
      const problems: string[] = [];
      const rare = { decent: 0, "last characters": 0, common: 0, "turned away": 0, answered: 0 };
      const { passwords } = api.application.services;
      if (without === "endless-queue") passwords.inTurn = (work) => work();
      if (without === "cut-short") {
        const { hash: hashWhole, verify } = passwords;
        // As bcrypt does.
        passwords.hash = (text, address) => hashWhole.call(passwords, text.slice(0, 24), address);
        passwords.verify = (hashed, text, address) => verify.call(passwords, hashed, text.slice(0, 24), address);
      }

      for (const password of DECENT) {
        const { email, type } = await signUp(api, password);
        rare.decent++;
        if (type !== "AuthPayload") problems.push(`refused: ${password}`);
        if ((await logIn(api, email, password)) !== "AuthPayload") problems.push(`does not log in: ${password}`);
        // Another keyboard writes the same letters in another way (NFD); a person cannot see the difference.
        if ((await logIn(api, email, password.normalize("NFD"))) !== "AuthPayload")
          problems.push(`does not log in when decomposed: ${password}`);
        rare["last characters"]++;
        if ((await logIn(api, email, `${password.slice(0, -1)}#`)) === "AuthPayload")
          problems.push(`the last character does not count: ${password}`);
        if ((await logIn(api, email, `${password}#`)) === "AuthPayload") problems.push("more characters do not count");
      }
      for (const password of COMMON) {
        rare.common++;
        if ((await signUp(api, password)).type !== "InvalidInput") problems.push(`common and taken: ${password}`);
      }
      if (without === "cut-short") return { rare, problems };

      // As many log-ins at once as there are, while others read.
      const member = await api.member();
      const startedAt = performance.now();
      let isOver = false;
      const flood = Promise.all(
        Array.from({ length: count }, async (_, i) => {
          // Straight to where log-ins wait: on their way there the counters of tries hold most of them up.
          const outcome = await passwords
            .verify(null, "a stranger's guess", `203.0.113.${i % 200}`)
            .catch((error) => error.code);
          if (outcome === "OVERLOADED") rare["turned away"]++;
          else if (outcome === false) rare.answered++;
          else problems.push(`a password under load: ${outcome}`);
        }),
      ).then(() => {
        isOver = true;
      });
      const times: number[] = [];
      while (!isOver) {
        const at = performance.now();
        await member.client.data("{ me { id } }");
        times.push(performance.now() - at);
      }
      await flood;
      const floodMs = performance.now() - startedAt;
      if (rare["turned away"] === 0) problems.push("the queue for hashing has no end");
      if (median(times) > withinMs(250)) problems.push("reads wait for hashing");
      const hashMs = await costOf(readConfig({}));
      // Slow enough for whoever guesses offline, and not so slow that logging in is felt.
      if (process.env.PROVE_OPS && (hashMs < 150 || hashMs > 400)) problems.push(`a hash takes ${hashMs} ms`);
      return {
        rare: { ...rare, reads: times.length },
        figures: {
          "read ms (median)": median(times).toFixed(1),
          "read ms (slowest)": Math.max(...times).toFixed(0),
          "flood ms": floodMs.toFixed(0),
          "hash ms": hashMs.toFixed(0),
        },
        problems,
      };
    } finally {
      await api.close();
    }
  },
);
