import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Member } from "./api-harness.js";

export const REQUEST = `id direction state amount memo askerName askerAccountNumber payerName isLink payersMax paidCount
  transferId askerRefused remindableFrom expiresAt closedAt linkToken payments { payerName transferId }
  split { total ownShare payers paidCount shares { id amount state payerName linkToken } }`;
const FAILURES = `... on InvalidInput { fields { path message } } ... on MoneyRequestOver { state }
  ... on UserError { code message }`;

/** Asks a member; whoever has the link without one. */
export async function ask(asker: Member, payer: Member | null, amount: unknown, change: object = {}) {
  const { requestMoney } = await asker.client.data(
    `mutation ($i: RequestMoneyInput!) { requestMoney(input: $i) { __typename
       ... on RequestMoneySuccess { replayed request { ${REQUEST} } }
       ... on InvalidInput { fields { path message } } ... on AccountNotActive { field }
       ... on UserError { code message } } }`,
    {
      i: {
        accountId: asker.accountId,
        ...(payer ? { payerAccountNumber: payer.accountNumber } : {}),
        amount: String(amount),
        idempotencyKey: randomUUID(),
        ...change,
      },
    },
  );
  return requestMoney;
}

/** The request that is made by now. */
export async function asked(asker: Member, payer: Member | null, amount: unknown, change: object = {}) {
  const result = await ask(asker, payer, amount, change);
  expect(result).toMatchObject({ __typename: "RequestMoneySuccess" });
  return result.request;
}

export async function split(asker: Member, total: unknown, shares: readonly object[], change: object = {}) {
  const { splitAmount } = await asker.client.data(
    `mutation ($i: SplitAmountInput!) { splitAmount(input: $i) { __typename
       ... on SplitAmountSuccess { replayed request { ${REQUEST} } }
       ... on InvalidInput { fields { path message } } ... on RecipientNotFound { field } ... on UserError { code message } } }`,
    { i: { accountId: asker.accountId, total: String(total), shares, idempotencyKey: randomUUID(), ...change } },
  );
  return splitAmount;
}

export async function pay(payer: Member, which: { id: string } | { linkToken: string }, change: object = {}) {
  const { payRequest } = await payer.client.data(
    `mutation ($i: PayRequestInput!) { payRequest(input: $i) { __typename
       ... on PayRequestSuccess { replayed request { ${REQUEST} }
         transfer { id amount direction memo recipientMemo recipientName note { text } } }
       ... on InsufficientFunds { shortfall } ... on StepUpRequired { challengeId } ... on AccountNotActive { field }
       ... on InvalidInput { fields { path message } } ... on MoneyRequestOver { state }
       ... on UserError { code message } } }`,
    {
      i: {
        ...("id" in which ? { requestId: which.id } : which),
        fromAccountId: payer.accountId,
        idempotencyKey: randomUUID(),
        ...change,
      },
    },
  );
  return payRequest;
}

export async function change(
  member: Member,
  how: "declineRequest" | "cancelRequest" | "allowAsker",
  requestId: string,
  more: object = {},
) {
  const input = how === "declineRequest" ? "DeclineRequestInput" : "MoneyRequestInput";
  const data = await member.client.data(
    `mutation ($i: ${input}!) { ${how}(input: $i) { __typename
       ... on MoneyRequestChanged { request { ${REQUEST} } } ${FAILURES} } }`,
    { i: { requestId, ...more } },
  );
  return data[how];
}

export async function remind(member: Member, requestId: string) {
  const { remindRequest } = await member.client.data(
    `mutation ($i: MoneyRequestInput!) { remindRequest(input: $i) { __typename
       ... on MoneyRequestChanged { request { ${REQUEST} } } ... on RemindedLately { remindableFrom } ${FAILURES} } }`,
    { i: { requestId } },
  );
  return remindRequest;
}

export async function read(member: Member, id: string) {
  const { moneyRequest } = await member.client.data(`query ($id: ID!) { moneyRequest(id: $id) { ${REQUEST} } }`, {
    id,
  });
  return moneyRequest;
}

export async function readLink(member: Member, token: string) {
  const { moneyRequestByLink } = await member.client.data(
    `query ($token: String!) { moneyRequestByLink(token: $token) { ${REQUEST} } }`,
    { token },
  );
  return moneyRequestByLink;
}

export async function list(
  member: Member,
  variables: { direction: string; state?: string; first?: number; after?: string },
) {
  const { moneyRequests } = await member.client.data(
    `query ($direction: MoneyRequestDirection!, $state: MoneyRequestState, $first: Int, $after: String) {
       moneyRequests(direction: $direction, state: $state, first: $first, after: $after) {
         edges { cursor node { id state amount direction } } pageInfo { endCursor hasNextPage } } }`,
    { first: 20, ...variables },
  );
  return moneyRequests;
}
