import { PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import {
  askLogIn,
  challengesFor,
  codeOf,
  complete,
  forgetUsedSteps,
  type Protected,
  withTotp,
} from "../second-factor.js";
import { type IdentityOff, takeIdentityOff } from "./identity-off.js";
import { prove } from "./proof.js";

const isIn = (answer: { __typename: string }) => answer.__typename === "AuthPayload";

/** Lets guesses count anew, as if the wait were over. */
async function forgiveTries(api: TestApi): Promise<void> {
  await api.owner.query("DELETE FROM attempt_counters");
}

/** Codes must not change while a race is on. */
async function untilStepIsYoung(): Promise<void> {
  const leftMs = 30_000 - (Date.now() % 30_000);
  if (leftMs < 4_000) await new Promise((done) => setTimeout(done, leftMs + 50));
}

prove<IdentityOff>(
  "A1",
  "a code of the app counts once, of a hundred at once too, and no older one after it",
  { small: 2, share: 0.01, redWithout: { "codes-again": 1 } },
  async ({ count, without }) => {
    const api = await startTestApi();
    try {
      await takeIdentityOff(api, without);
      const problems: string[] = [];
      const rare = { submissions: 0, "succeeded once": 0, "refused as used": 0, older: 0 };
      for (let race = 0; race < count; race++) {
        const member = await withTotp(api);
        const challenges = await challengesFor(api, member, 22);
        // The count of guesses would stop the race; it has a proof of its own.
        await api.owner.query(
          "CREATE OR REPLACE FUNCTION free() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.points := 0; RETURN NEW; END $$",
        );
        await api.owner.query(
          "CREATE OR REPLACE TRIGGER free BEFORE INSERT OR UPDATE ON attempt_counters FOR EACH ROW EXECUTE FUNCTION free()",
        );
        await untilStepIsYoung();
        const code = codeOf(member);
        const older = codeOf(member, -1);
        const answers = await Promise.all(
          Array.from({ length: 100 }, (_, i) => complete(api, challenges[i % 20] as string, { code })),
        );
        rare.submissions += answers.length;
        const succeeded = answers.filter(isIn).length;
        if (succeeded === 1) rare["succeeded once"]++;
        else problems.push(`one code succeeded ${succeeded > 1 ? "more than once" : "never"}`);
        rare["refused as used"] += answers.filter((each) => each.code === "INVALID_CODE").length;
        for (const late of [code, older]) {
          rare.older++;
          if (isIn(await complete(api, challenges[late === code ? 20 : 21] as string, { code: late })))
            problems.push(late === code ? "a used code succeeded later" : "an older code succeeded after a newer one");
        }
      }
      return { rare, problems };
    } finally {
      await api.close();
    }
  },
);

/** A code where it turns the factor off, or makes new recovery codes. */
async function guessAt(
  name: "disableTotp" | "renewRecoveryCodes",
  { client }: Pick<Protected, "client">,
  code: string,
) {
  const data = await client.data(
    `mutation ($input: ConfirmWithCodeInput!) { ${name}(input: $input) { __typename ... on UserError { code } } }`,
    { input: { password: PASSWORD, code } },
  );
  return data[name];
}

prove<IdentityOff>(
  "A2",
  "guesses at a code are looked at five times in five minutes and twenty in a day, wherever they are made; a known device counts by itself",
  { small: 1, share: 0.001, redWithout: { "free-tries": 1 } },
  async ({ count, random, without }) => {
    const api = await startTestApi();
    try {
      const problems: string[] = [];
      const rare = {
        guesses: 0,
        "looked at": 0,
        "turned away": 0,
        "right but too late": 0,
        "days' ends": 0,
        "looked at on a known device": 0,
      };
      for (let round = 0; round < count; round++) {
        const member = await withTotp(api);
        await forgiveTries(api);
        const challenges = await challengesFor(api, member, 10);
        if (round === 0) await takeIdentityOff(api, without);
        // What the app shows at none of the times that count.
        const right = [-2, -1, 0, 1, 2].map((steps) => codeOf(member, steps));
        const wrong = () => {
          for (;;) {
            const code = String(Math.floor(random() * 1_000_000)).padStart(6, "0");
            if (!right.includes(code)) return code;
          }
        };
        const wave = async (size: number) => {
          const answers = await Promise.all(
            Array.from({ length: size }, (_, i) => complete(api, challenges[i % 10] as string, { code: wrong() })),
          );
          rare.guesses += size;
          const looked = answers.filter((each) => each.code === "INVALID_CODE").length;
          rare["looked at"] += looked;
          rare["turned away"] += answers.filter((each) => each.code === "TOO_MANY_ATTEMPTS").length;
          return looked;
        };
        // At once where no password is asked beside the code; then one after the other at the other places.
        if ((await wave(200)) !== 5) problems.push("other than five guesses were looked at");
        const asked = (await askLogIn(api, member)).challengeId;
        if (isIn(await complete(api, asked, { code: codeOf(member) }))) problems.push("the right code did not wait");
        else rare["right but too late"]++;
        for (const place of ["disableTotp", "renewRecoveryCodes"] as const) {
          // Whoever has copied the token has not the browser's cookies.
          const thief = Object.assign(api.client(), { token: member.client.token });
          const answer = await guessAt(place, { client: thief }, wrong());
          if (answer.code !== "TOO_MANY_ATTEMPTS") problems.push("another place has a count of its own");
        }
        // The member's own browser is not kept out by any of it, and no better place to guess.
        for (let i = 0; i < 6; i++) {
          const answer = await guessAt(i % 2 ? "disableTotp" : "renewRecoveryCodes", member, wrong());
          if (answer.code !== (i < 5 ? "INVALID_CODE" : "TOO_MANY_ATTEMPTS"))
            problems.push("a known device has other than five tries of its own");
          else if (i < 5) rare["looked at on a known device"]++;
        }
        // Each five minutes of the day, until the day's count is full.
        let ofDay = 5;
        for (let wait = 0; wait < 6; wait++) {
          await api.owner.query("DELETE FROM attempt_counters WHERE key LIKE 'second-factor%'");
          const fresh = await challengesFor(api, member, 2);
          for (let i = 0; i < 6; i++) {
            const answer = await complete(api, fresh[i % 2] as string, { code: wrong() });
            if (answer.code === "INVALID_CODE") ofDay++;
            else break;
          }
        }
        if (ofDay !== 20) problems.push("other than twenty guesses of a day were looked at");
        else rare["days' ends"]++;
        await forgetUsedSteps(api, member);
      }
      // Three codes count at any time (TOTP_WINDOW=1), and twenty guesses of a million are looked at.
      const chance = 1 - (1 - 3 / 1_000_000) ** 20;
      if (chance > 1e-4) problems.push("a day's guesses succeed too often");
      return { rare, figures: { "chance for an account and day": chance.toExponential(2) }, problems };
    } finally {
      await api.close();
    }
  },
);

prove<"window-1">(
  "A3",
  "the strict setting takes the code of this half minute alone, the ordinary one its neighbours",
  { small: 1, redWithout: { "window-1": 1 } },
  async ({ without }) => {
    const problems: string[] = [];
    const rare = { taken: 0, refused: 0 };
    for (const window of [0, 1, 2]) {
      const api = await startTestApi({ TOTP_WINDOW: String(without && window === 0 ? 1 : window) });
      try {
        const member = await withTotp(api);
        for (const steps of [-3, -2, -1, 0, 1, 2, 3]) {
          await forgetUsedSteps(api, member);
          await forgiveTries(api);
          await untilStepIsYoung();
          const code = codeOf(member, steps);
          // Another step's code may by chance be the same.
          const isAlsoNear = [-2, -1, 0, 1, 2].some(
            (each) => Math.abs(each) <= window && codeOf(member, each) === code,
          );
          const taken = isIn(await complete(api, (await askLogIn(api, member)).challengeId, { code }));
          rare[taken ? "taken" : "refused"]++;
          if (taken !== isAlsoNear) problems.push(`a window of ${window} ${taken ? "takes" : "refuses"} ${steps}`);
        }
      } finally {
        await api.close();
      }
    }
    return { rare, problems };
  },
);

prove<IdentityOff>(
  "A4",
  "a recovery code works once, of many at once too, and not after new ones were made",
  { small: 1, share: 0.01, redWithout: { "recovery-again": 1 } },
  async ({ count, without }) => {
    const api = await startTestApi();
    try {
      const problems: string[] = [];
      const rare = { submissions: 0, "succeeded once": 0, "refused later": 0, "void codes": 0 };
      for (let race = 0; race < count; race++) {
        const member = await withTotp(api);
        if (race === 0) await takeIdentityOff(api, without);
        const [first = "", ...others] = member.recoveryCodes;
        const challenges = await challengesFor(api, member, 20);
        const answers = await Promise.all(
          Array.from({ length: 100 }, (_, i) => complete(api, challenges[i % 20] as string, { recoveryCode: first })),
        );
        rare.submissions += answers.length;
        const succeeded = answers.filter(isIn).length;
        if (succeeded === 1) rare["succeeded once"]++;
        else problems.push(`one recovery code succeeded ${succeeded > 1 ? "more than once" : "never"}`);
        await forgiveTries(api);
        if (isIn(await complete(api, (await askLogIn(api, member)).challengeId, { recoveryCode: first })))
          problems.push("a used recovery code succeeded later");
        else rare["refused later"]++;
        await forgetUsedSteps(api, member);
        const { renewRecoveryCodes } = await member.client.data(
          `mutation ($input: ConfirmWithCodeInput!) { renewRecoveryCodes(input: $input) { __typename
             ... on RenewRecoveryCodesSuccess { recoveryCodes } ... on UserError { code } } }`,
          { input: { password: PASSWORD, code: codeOf(member) } },
        );
        const renewed: string[] = renewRecoveryCodes.recoveryCodes ?? [];
        for (const code of others.slice(0, 3)) {
          await forgiveTries(api);
          if (isIn(await complete(api, (await askLogIn(api, member)).challengeId, { recoveryCode: code })))
            problems.push("a code from before the renewal succeeded");
          else rare["void codes"]++;
        }
        await forgiveTries(api);
        const fresh = await complete(api, (await askLogIn(api, member)).challengeId, { recoveryCode: renewed[0] });
        if (!isIn(fresh)) problems.push("a new recovery code is refused");
      }
      return { rare, problems };
    } finally {
      await api.close();
    }
  },
);
