import { indexHistories } from "../src/modules/history/index.js";
import type { Member, TestApi } from "./api-harness.js";

export const NOTE = `mutation ($input: WriteNoteInput!) { writeNote(input: $input) { __typename
  ... on WriteNoteSuccess { note { id text tags } } ... on InvalidInput { fields { path message } } } }`;

const PAGE = `query ($id: ID!, $first: Int!, $after: String, $filter: TransactionFilter) { account(id: $id) {
  transactions(first: $first, after: $after, filter: $filter) {
    edges { node { id amount direction kind state refusal refusalAvailable balanceAfter counterparty memo recordedAt
      note { id text tags } } }
    pageInfo { endCursor hasNextPage } } } }`;

export interface Shown {
  id: string;
  amount: string;
  direction: "IN" | "OUT";
  kind: string;
  state: string;
  refusal: string | null;
  refusalAvailable: string | null;
  balanceAfter: string | null;
  counterparty: string;
  memo: string | null;
  recordedAt: string;
  note: { id: string; text: string | null; tags: string[] };
}

/** All that the filter shows, page by page. */
export async function allOf(member: Member, filter: object | null = null, first = 7) {
  const shown: Shown[] = [];
  let pages = 0;
  for (let after: string | null = null; ; pages++) {
    const { account } = await member.client.data(PAGE, { id: member.accountId, first, after, filter });
    shown.push(...account.transactions.edges.map((edge: { node: Shown }) => edge.node));
    if (!account.transactions.pageInfo.hasNextPage) return { shown, pages: pages + 1 };
    after = account.transactions.pageInfo.endCursor;
  }
}

/** Lets the read model take in all that has happened, of short histories too. */
export async function takeIn(api: TestApi): Promise<void> {
  await api.application.services.outbox.rebuild(indexHistories(1));
}
