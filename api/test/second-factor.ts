import { base32 } from "@scure/base";
import { expect } from "vitest";
import { totpCode } from "../src/modules/auth/index.js";
import { type Member, PASSWORD, type TestApi } from "./api-harness.js";
import type { GraphQLClient } from "./graphql-client.js";

export interface Protected extends Member {
  secret: Buffer;
  recoveryCodes: string[];
}

const CODE_ERRORS = `... on InvalidCode { attemptsLeft } ... on TooManyAttempts { retryAfterSeconds }
  ... on UserError { code message }`;
const LOG_IN = `mutation ($input: LogInInput!) { logIn(input: $input) { __typename ... on AuthPayload { accessToken }
  ... on MfaRequired { challengeId methods expiresAt passkeyOptions } ... on UserError { code } } }`;
export const COMPLETE = `mutation ($input: CompleteMfaInput!) { completeMfa(input: $input) { __typename
  ... on AuthPayload { accessToken user { id } } ${CODE_ERRORS} } }`;

/** A member with an authenticator app, no code of which counts as used. */
export async function withTotp(api: TestApi, whom?: string | Member): Promise<Protected> {
  const member = typeof whom === "object" ? whom : await api.member(whom);
  const { beginTotp } = await member.client.data(
    `mutation ($input: ConfirmWithPasswordInput!) { beginTotp(input: $input) { __typename
       ... on BeginTotpSuccess { secret otpauthUrl } ... on UserError { code } } }`,
    { input: { password: PASSWORD } },
  );
  expect(beginTotp.otpauthUrl).toContain(`secret=${beginTotp.secret}`);
  const secret = Buffer.from(base32.decode(beginTotp.secret));
  const { confirmTotp } = await member.client.data(
    `mutation ($input: ConfirmTotpInput!) { confirmTotp(input: $input) { __typename
       ... on ConfirmTotpSuccess { recoveryCodes } ${CODE_ERRORS} } }`,
    { input: { code: totpCode(secret, new Date()) } },
  );
  expect(confirmTotp).toMatchObject({ __typename: "ConfirmTotpSuccess" });
  expect(new Set(confirmTotp.recoveryCodes).size).toBe(10);
  await forgetUsedSteps(api, member);
  return { ...member, secret, recoveryCodes: confirmTotp.recoveryCodes };
}

/** Lets codes that were taken count again, as if their half minute were over. */
export async function forgetUsedSteps(api: TestApi, member: Member): Promise<void> {
  await api.owner.query(`UPDATE totp_factors SET last_step = 0 WHERE user_id = $1`, [member.userId]);
}

/** What the member's app shows so many steps of thirty seconds from now. */
export function codeOf(member: Protected, steps = 0): string {
  return totpCode(member.secret, new Date(Date.now() + steps * 30_000));
}

export async function askLogIn(api: TestApi, member: Member, client: GraphQLClient = api.client()) {
  const { logIn } = await client.data(LOG_IN, { input: { email: member.email, password: PASSWORD } });
  return logIn;
}

/** Questions for the second factor, one after the other: five passwords at once are as many as are looked at. */
export async function challengesFor(api: TestApi, member: Member, count: number): Promise<string[]> {
  const asked: string[] = [];
  for (let i = 0; i < count; i++) asked.push((await askLogIn(api, member)).challengeId);
  return asked;
}

export async function complete(api: TestApi, challengeId: string, proof: object, client: GraphQLClient = api.client()) {
  const { completeMfa } = await client.data(COMPLETE, { input: { challengeId, proof } });
  return completeMfa;
}
