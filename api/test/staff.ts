import { expect } from "vitest";
import type { Role } from "../src/modules/users/index.js";
import { OPERATION_KEY, PASSWORD, type TestApi } from "./api-harness.js";
import { KeyClient } from "./key-client.js";
import { askLogIn, codeOf, complete, forgetUsedSteps, type Protected, withTotp } from "./second-factor.js";

export interface Staff extends Protected {
  client: KeyClient;
}

/** Somebody of the staff, logged in with an app's code by a client that proves its key. */
export async function appointed(api: TestApi, role: Exclude<Role, "member">, name?: string): Promise<Staff> {
  const member = await withTotp(api, name);
  await api.application.services.staff.appoint(member.email, role);
  return { ...member, client: await logInWithKey(api, member) };
}

export async function logInWithKey(api: TestApi, member: Protected): Promise<KeyClient> {
  const client = new KeyClient(api.url, { "x-operation-key": OPERATION_KEY });
  await forgetUsedSteps(api, member);
  const { challengeId } = await askLogIn(api, member, client);
  const done = await complete(api, challengeId, { code: codeOf(member) }, client);
  expect(done).toMatchObject({ __typename: "AuthPayload" });
  client.token = done.accessToken;
  return client;
}

const STANDING = `{ __typename ... on StandingChanged { member { id role lockedAt maskedName maskedEmail maskedPhone } }
  ... on InvalidInput { fields { path message } } ... on UserError { code message } }`;

/** What the staff do; answers like any other question. */
export const lockMember = (staff: KeyClient, email: string, reason = "신고가 들어왔어요") =>
  staff.ask(`mutation ($i: MemberLockInput!) { lockMember(input: $i) ${STANDING} }`, { i: { email, reason } });
export const unlockMember = (staff: KeyClient, email: string, reason = "본인 확인") =>
  staff.ask(`mutation ($i: MemberLockInput!) { unlockMember(input: $i) ${STANDING} }`, { i: { email, reason } });
export const changeRole = (staff: KeyClient, email: string, role: string, reason = "인사 발령") =>
  staff.ask(`mutation ($i: ChangeRoleInput!) { changeRole(input: $i) ${STANDING} }`, { i: { email, role, reason } });
export const standingOf = (staff: KeyClient, email: string) =>
  staff.ask(
    `query ($e: String!) { memberStanding(email: $e) { id role lockedAt maskedName maskedEmail maskedPhone } }`,
    {
      e: email,
    },
  );

/** A log-in with the password alone, as it is answered. */
export async function passwordLogIn(api: TestApi, email: string) {
  return api
    .client()
    .ask(`mutation ($i: LogInInput!) { logIn(input: $i) { __typename ... on UserError { code message } } }`, {
      i: { email, password: PASSWORD },
    });
}
