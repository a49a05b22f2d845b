import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { deposit, type Member, PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import { askLogIn } from "../second-factor.js";
import { prove } from "./proof.js";

/** What an approval could forget to be bound to. */
type Looseness = "any-operation" | "any-session" | "for-ever";

const TRANSFER = `mutation ($input: TransferInput!) { transfer(input: $input) { __typename
  ... on TransferSuccess { replayed } ... on StepUpRequired { challengeId } ... on UserError { code } } }`;
const WITHDRAW = `mutation ($input: WithdrawInput!) { withdraw(input: $input) { __typename
  ... on StepUpRequired { challengeId } ... on UserError { code } } }`;

/** Everything that may differ from what was approved. */
const CHANGES = {
  amount: fc.integer({ min: 1_000_000, max: 4_999_999 }).filter((each) => each !== 1_500_000),
  payee: fc.constantFrom("another", "oneself"),
  key: fc.oneof(fc.constantFrom("upper case", "space", "empty start"), fc.uuid()),
  from: fc.constant("another account"),
  sender: fc.constantFrom("another member", "another session"),
  operation: fc.constant("withdrawal"),
  token: fc.oneof(fc.constantFrom("cut", "longer", "another's", "upper case"), fc.nat({ max: 42 })),
  isExpired: fc.constant(true),
};
type All = { [Name in keyof typeof CHANGES]: (typeof CHANGES)[Name] extends fc.Arbitrary<infer Value> ? Value : never };
type Change = Partial<All>;

const names = Object.keys(CHANGES) as Array<keyof Change>;
/** One difference, two or three: one alone is the hardest to see. */
const change: fc.Arbitrary<Change> = fc
  .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 })
  .chain(
    (chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, CHANGES[name]]))) as fc.Arbitrary<Change>,
  );

const AMOUNT = "1500000";

interface Approval {
  token: string;
  input: { fromAccountId: string; toAccountNumber: string; amount: string; idempotencyKey: string };
  challengeId: string;
}

async function approve(from: Member, to: Member): Promise<Approval> {
  const input = {
    fromAccountId: from.accountId,
    toAccountNumber: to.accountNumber,
    amount: AMOUNT,
    idempotencyKey: randomUUID(),
  };
  const { transfer } = await from.client.data(TRANSFER, { input });
  const { verifyStepUp } = await from.client.data(
    `mutation ($i: VerifyStepUpInput!) { verifyStepUp(input: $i) { __typename ... on StepUpPassed { stepUpToken } } }`,
    { i: { challengeId: transfer.challengeId, proof: { password: PASSWORD } } },
  );
  return { token: verifyStepUp.stepUpToken, input, challengeId: transfer.challengeId };
}

function changedToken(token: string, how: Change["token"], others: string): string {
  if (how === undefined) return token;
  if (how === "cut") return token.slice(0, -1);
  if (how === "longer") return `${token}A`;
  if (how === "another's") return others;
  if (how === "upper case") return token.toUpperCase();
  const at = how % token.length;
  return `${token.slice(0, at)}${token[at] === "x" ? "y" : "x"}${token.slice(at + 1)}`;
}

async function setUp(api: TestApi, without: Looseness | undefined) {
  const [hong, kim, lee] = [await api.member(), await api.member(), await api.member()];
  for (const each of [hong, lee]) await deposit(each, 4_900_000n);
  const { openAccount } = await hong.client.data(
    `mutation ($i: OpenAccountInput!) { openAccount(input: $i) { ... on OpenAccountSuccess { account { id } } } }`,
    { i: { nickname: "둘째" } },
  );
  const elsewhere = api.client();
  elsewhere.token = (await askLogIn(api, hong, elsewhere)).accessToken;
  const { challenges } = api.application.services;
  const passedBy = challenges.passedBy.bind(challenges);
  if (without === "any-operation") {
    challenges.passedBy = async (token) => {
      const found = await passedBy(token);
      return found && { ...found, binding: Object.assign(Buffer.alloc(0), { equals: () => true }) };
    };
  }
  if (without === "any-session") {
    challenges.passedBy = async (token) => {
      const found = await passedBy(token);
      const { rows } = await api.owner.query(
        "SELECT id FROM sessions WHERE user_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC LIMIT 1",
        [hong.userId],
      );
      return found && { ...found, sessionId: rows[0].id };
    };
  }
  if (without === "for-ever") {
    await api.owner.query(`CREATE FUNCTION for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN NEW.expires_at := clock_timestamp() + interval '1 hour'; RETURN NEW; END $$;
      CREATE TRIGGER for_ever BEFORE UPDATE ON challenges FOR EACH ROW EXECUTE FUNCTION for_ever()`);
  }
  return { hong, kim, lee, elsewhere, secondAccount: openAccount.account.id as string };
}

prove<Looseness>(
  "A17",
  "an approval is good for what was shown and for nothing else, once",
  { small: 200, redWithout: { "any-operation": 60, "any-session": 500, "for-ever": 500 } },
  async ({ count, random, without }) => {
    const api = await startTestApi({
      STEP_UP_AMOUNT: "1000000",
      STEP_UP_NEW_PAYEE_AMOUNT: "300000",
      // Each refusal here is to be the approval's own.
      STEP_UPS_MAX: "1000000",
    });
    try {
      const problems: string[] = [];
      const rare: Record<string, number> = { refused: 0, "carried out": 0, "shown again": 0 };
      const { hong, kim, lee, elsewhere, secondAccount } = await setUp(api, without);
      const approval = await approve(hong, kim);
      const other = await approve(lee, kim);
      const movements = async () => Number((await api.owner.query(`SELECT count(*) FROM movements`)).rows[0].count);
      const before = await movements();
      const expire = (to: string) =>
        api.owner.query(`UPDATE challenges SET expires_at = clock_timestamp() ${to} WHERE id = $1`, [
          approval.challengeId,
        ]);

      const property = fc.asyncProperty(change, async (changes: Change) => {
        for (const name of Object.keys(changes)) rare[`changed: ${name}`] = (rare[`changed: ${name}`] ?? 0) + 1;
        const { input } = approval;
        const own = input.idempotencyKey;
        const keys: Record<string, string> = {
          "upper case": own.toUpperCase(),
          space: `${own} `,
          "empty start": `\u200b${own}`,
        };
        const key = changes.key === undefined ? own : (keys[changes.key] ?? changes.key);
        const stepUpToken = changedToken(approval.token, changes.token, other.token);
        const client =
          changes.sender === "another session"
            ? elsewhere
            : changes.sender === "another member"
              ? lee.client
              : hong.client;
        const accountId =
          changes.sender === "another member" ? lee.accountId : changes.from ? secondAccount : input.fromAccountId;
        const amount = changes.amount === undefined ? AMOUNT : String(changes.amount);
        const payees: Record<string, string> = { another: lee.accountNumber, oneself: hong.accountNumber };
        const payee = payees[changes.payee ?? ""] ?? kim.accountNumber;
        if (changes.isExpired) await expire("- interval '1 second'");
        const { data } = changes.operation
          ? await client.ask(WITHDRAW, {
              input: {
                ...{ accountId, amount, idempotencyKey: key, stepUpToken },
                ...{ bankCode: "004", bankAccountNumber: "110234567890" },
              },
            })
          : await client.ask(TRANSFER, {
              input: { fromAccountId: accountId, toAccountNumber: payee, amount, idempotencyKey: key, stepUpToken },
            });
        if (changes.isExpired) await expire("+ interval '5 minutes'");
        const type = data?.transfer?.__typename ?? data?.withdraw?.__typename ?? "refused";
        if (/Success$|InsufficientFunds|LimitExceeded|BankRefused/.test(type)) throw new Error(`carried out: ${type}`);
        rare.refused = (rare.refused ?? 0) + 1;
      });
      const seed = Math.floor(random() * 2 ** 31);
      const result = await fc.check(property, { seed, numRuns: count, endOnFailure: true });
      if (result.failed) problems.push(`${result.errorInstance} after ${JSON.stringify(result.counterexample?.[0])}`);
      else {
        if ((await movements()) !== before) problems.push("money moved");
        // Shown at once by a hundred: the approved payment is carried out, and once.
        const input = { ...approval.input, stepUpToken: approval.token };
        const answers = await Promise.all(Array.from({ length: 100 }, () => hong.client.data(TRANSFER, { input })));
        const done = answers.filter(({ transfer }) => transfer.replayed === false).length;
        rare["carried out"] = done;
        rare["shown again"] = answers.filter(({ transfer }) => transfer.replayed === true).length;
        if (done !== 1 || (await movements()) !== before + 1)
          problems.push("the approved payment was not carried out once");
        if (!(await stillAsks(hong, approval))) problems.push("the approval is good for a second payment");
      }
      await api.expectSoundBook();
      return { rare, problems };
    } finally {
      await api.close();
    }
  },
);

async function stillAsks(from: Member, { input, token }: Approval): Promise<boolean> {
  const again = { ...input, idempotencyKey: randomUUID(), stepUpToken: token };
  return (await from.client.data(TRANSFER, { input: again })).transfer.__typename === "StepUpRequired";
}
