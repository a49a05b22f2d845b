import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import { expect } from "vitest";
import { startApplication } from "../src/application.js";
import { RULES } from "../src/book-rules.js";
import { type Config, readConfig } from "../src/config.js";
import { createGuards, type Guards } from "../src/graphql/guards.js";
import { createLogger } from "../src/infra/logger.js";
import { generatePushKeys } from "../src/infra/push/push-sender.js";
import { generateSigningKey } from "../src/infra/signing-keys.js";
import { generateDataKeys } from "../src/infra/vault.js";
import { AccessTokenService } from "../src/modules/auth/index.js";
import { acquireDatabase } from "./database.js";
import { GraphQLClient } from "./graphql-client.js";
import { expectSoundBook } from "./ledger-harness.js";

/** Lets tests send operations of their own to a production server, as it would any program that has one. */
export const OPERATION_KEY = "an operation key of the tests";

/** As strict as a server that people use. */
export const PRODUCTION = {
  APP_ENV: "production",
  ACCESS_TOKEN_PRIVATE_KEY: "given to the application beside the configuration",
  REFRESH_TOKEN_SECRET: "given to the application beside the configuration",
  RECEIPT_PRIVATE_KEY: "given to the application beside the configuration",
  DATA_KEYS: "given to the application beside the configuration",
  PUBLIC_URL: "https://pay.example.kr",
  SMTP_URL: "smtp://127.0.0.1:1",
  MAIL_FROM: "no-reply@pay.example.kr",
  OPERATION_KEYS: createHash("sha256").update(OPERATION_KEY).digest("hex"),
};

/** A whole API on a free port with a database of its own. Tests talk to it as clients do. */
export async function startTestApi(
  environment: Record<string, string> = {},
  /** What tests do without. */
  guards: (ordinary: Guards) => Partial<Guards> = () => ({}),
  log?: Parameters<typeof createLogger>[1],
) {
  const database = await acquireDatabase();
  const variables = {
    APP_ENV: "development",
    PORT: "0",
    HOST: "127.0.0.1",
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DEMO_DATA: "off",
    LOG_LEVEL: "fatal",
    // What is confirmed once more has tests of its own.
    MEMBERSHIP_COOLING_OFF_DAYS: "0",
    LIMIT_RAISE_DELAY_HOURS: "0",
    // Thousands sign up here; what hashing costs is A14's.
    PASSWORD_HASH_MEMORY_KIB: "19456",
    PASSWORD_HASH_PASSES: "2",
    STEP_UP_AMOUNT: "1000000000000000",
    STEP_UP_NEW_PAYEE_AMOUNT: "1000000000000000",
    ...environment,
  };
  const config = configOf(variables);
  const parts = {
    config,
    access: { url: database.appUrl },
    secrets: {
      accessTokenKey: generateSigningKey(),
      refreshTokenSecret: randomUUID() + randomUUID(),
      dataKeys: generateDataKeys(),
      receiptKey: generateSigningKey(),
      pushKeys: generatePushKeys(),
    },
    logger: createLogger(config.LOG_LEVEL, log),
    guards: guards(createGuards(config)),
  };
  const application = await startApplication(parts);
  const url = `http://127.0.0.1:${application.port}`;
  const keys = { "x-operation-key": OPERATION_KEY };
  /** The owner's eyes: tests look at tables, they never write through this. */
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  return {
    url,
    owner,
    application,
    database,
    /** A second process, as far as they share nothing but the database and the secrets. */
    async another(settings: Record<string, string> = {}) {
      const theirs = configOf({ ...variables, ...settings });
      const other = await startApplication({ ...parts, config: theirs });
      return { url: `http://127.0.0.1:${other.port}`, application: other, stop: () => other.stop() };
    },
    client: () => new GraphQLClient(url, keys),
    member: (name?: string) => signUp(url, name, keys),
    async memberWith(won: bigint, name?: string): Promise<Member> {
      const member = await signUp(url, name, keys);
      await deposit(member, won);
      return member;
    },
    /** What has moved under a request's or a schedule's own keys, oldest first, refusals left out. */
    async sumsMovedFor(requesterId: string): Promise<string[]> {
      const { rows } = await owner.query(
        `SELECT amount FROM movements WHERE requester_id = $1 AND state = 'posted' ORDER BY recorded_at`,
        [requesterId],
      );
      return rows.map(({ amount }) => amount);
    },
    tokens: new AccessTokenService(parts.secrets.accessTokenKey),
    expectSoundBook: () => expectSoundBook(owner, RULES),
    async close() {
      await application.stop();
      await owner.end();
      await database.release();
    },
  };
}

/** Whoever signs up here reads no mail, in production neither, unless the test is about that. */
function configOf(variables: Record<string, string>): Config {
  return { ...readConfig(variables), signUpNeedsEmailCode: variables.SIGN_UP_EMAIL_CODE === "required" };
}

export type TestApi = Awaited<ReturnType<typeof startTestApi>>;

export const PASSWORD = "correct horse battery";

export interface Member {
  client: GraphQLClient;
  userId: string;
  email: string;
  accountId: string;
  accountNumber: string;
}

/** A new member with a client that is logged in. */
export async function signUp(url: string, name = "홍길동", headers: Record<string, string> = {}): Promise<Member> {
  const client = new GraphQLClient(url, headers);
  const email = `${randomUUID()}@test.example`;
  const { signUp: payload } = await client.data(
    `mutation ($input: SignUpInput!) { signUp(input: $input) { __typename
       ... on AuthPayload { accessToken user { id accounts { id number } } } ... on UserError { code message } } }`,
    { input: { email, password: PASSWORD, name } },
  );
  expect(payload.__typename).toBe("AuthPayload");
  client.token = payload.accessToken;
  const [account] = payload.user.accounts;
  return { client, userId: payload.user.id, email, accountId: account.id, accountNumber: account.number };
}

/** Gives the member a new token, asked for through any client. */
export async function logIn(member: Member, through: GraphQLClient): Promise<void> {
  const { logIn: payload } = await through.data(
    `mutation ($input: LogInInput!) { logIn(input: $input) { __typename ... on AuthPayload { accessToken } } }`,
    { input: { email: member.email, password: PASSWORD } },
  );
  if (payload.__typename === "AuthPayload") member.client.token = payload.accessToken;
}

export async function deposit(member: Member, amount: bigint | string, change: Record<string, unknown> = {}) {
  const { deposit: result } = await member.client.data(
    `mutation ($input: DepositInput!) { deposit(input: $input) { __typename
       ... on DepositSuccess { replayed transaction { id state amount balanceAfter } account { id balance available version } }
       ... on BankRefused { reason } ... on InvalidInput { fields { path message } } ... on UserError { code message } } }`,
    { input: { accountId: member.accountId, amount: String(amount), idempotencyKey: randomUUID(), ...change } },
  );
  return result;
}

export async function withdraw(member: Member, amount: bigint | string, change: Record<string, unknown> = {}) {
  const { withdraw: result } = await member.client.data(
    `mutation ($input: WithdrawInput!) { withdraw(input: $input) { __typename
       ... on WithdrawSuccess { replayed transaction { id state amount balanceAfter } account { id balance available version } }
       ... on BankRefused { reason } ... on InvalidInput { fields { path message } } ... on UserError { code message } } }`,
    {
      input: {
        accountId: member.accountId,
        amount: String(amount),
        bankCode: "004",
        bankAccountNumber: "110234567890",
        idempotencyKey: randomUUID(),
        ...change,
      },
    },
  );
  return result;
}

export const TRANSFER = `mutation ($input: TransferInput!) { transfer(input: $input) { __typename
  ... on TransferSuccess { replayed transfer { id amount recipientName memo recipientMemo state }
    account { id balance available version } }
  ... on InsufficientFunds { available shortfall } ... on LimitExceeded { kind limit remaining }
  ... on AccountNotActive { field } ... on InvalidInput { fields { path message } } ... on UserError { code message } } }`;

export async function transfer(from: Member, to: Member, amount: unknown, change: Record<string, unknown> = {}) {
  const { transfer: result } = await from.client.data(TRANSFER, {
    input: {
      fromAccountId: from.accountId,
      toAccountNumber: to.accountNumber,
      amount: typeof amount === "bigint" ? String(amount) : amount,
      idempotencyKey: randomUUID(),
      ...change,
    },
  });
  return result;
}

export async function balanceOf(member: Member): Promise<{ balance: string; available: string; version: string }> {
  const { account } = await member.client.data(`query ($id: ID!) { account(id: $id) { balance available version } }`, {
    id: member.accountId,
  });
  return account;
}
