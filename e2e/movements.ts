import { randomUUID } from "node:crypto";
import { expect, request } from "@playwright/test";
import { PASSWORD, type Person } from "./person.ts";

/** Payments of somebody's by the API, from a device of its own: a long history would take long through the screens. */
export const makeMovements = (person: Person, to: string, count: number) =>
  pay(person, to, count, "10", "TransferSuccess");

/** One that the account cannot pay. */
export const failToPay = (person: Person, to: string, amount: string) =>
  pay(person, to, 1, amount, "InsufficientFunds");

async function pay(person: Person, to: string, count: number, amount: string, expected: string): Promise<void> {
  const api = await request.newContext({ baseURL: new URL(person.page.url()).origin });
  let token = "";
  const ask = async (query: string, variables: object) => {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const answer = await api.post("/graphql", { data: { query, variables }, headers });
    const { data, errors } = await answer.json();
    expect(errors).toBeUndefined();
    return data;
  };
  const { logIn } = await ask(
    `mutation ($input: LogInInput!) { logIn(input: $input) { ... on AuthPayload { accessToken user { accounts { id } } } } }`,
    { input: { email: person.email, password: PASSWORD } },
  );
  token = logIn.accessToken;
  const fromAccountId = logIn.user.accounts[0].id;
  for (let i = 1; i <= count; i++) {
    const input = { fromAccountId, toAccountNumber: to, amount, memo: `점심값 ${i}`, idempotencyKey: randomUUID() };
    const { transfer } = await ask(`mutation ($input: TransferInput!) { transfer(input: $input) { __typename } }`, {
      input,
    });
    expect(transfer.__typename).toBe(expected);
  }
  await api.dispose();
}
