import { type FieldReadFunction, InMemoryCache, type Reference } from "@apollo/client/cache";
import { possibleTypes } from "../../gql/possible-types";
import { type BalanceState, liveBalances, newerBalance } from "./live-balance";

/** Balance fields answer with the newest known state: fetched or pushed, whichever has the higher version. */
function newest(field: "balance" | "available"): FieldReadFunction<string> {
  return (fetched, { readField }) => {
    const live = liveBalances()[readField<string>("id") ?? ""];
    const version = readField<string>("version");
    if (!live || fetched === undefined || version === undefined) return fetched;
    const known: BalanceState = { balance: fetched, available: fetched, version };
    return newerBalance(known, live)[field];
  };
}

interface Page {
  edges: { cursor: string; node: Reference }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

/**
 * A following page goes behind. A fresh first page goes in front of what is already there when the two overlap, so the
 * reader keeps the place in a long list; when they do not overlap something was missed and the list starts anew. One
 * that is the last as well is all there is: what stood behind it does not match any more.
 */
function mergePages(known: Page | undefined, arrived: Page, after: unknown): Page {
  if (!known) return arrived;
  const refOf = (edge: Page["edges"][number]) => edge.node.__ref;
  if (after) {
    const seen = new Set(known.edges.map(refOf));
    return { ...arrived, edges: [...known.edges, ...arrived.edges.filter((edge) => !seen.has(refOf(edge)))] };
  }
  if (!arrived.pageInfo.hasNextPage) return arrived;
  const fresh = new Set(arrived.edges.map(refOf));
  if (!known.edges.some((edge) => fresh.has(refOf(edge)))) return arrived;
  const older = known.edges.filter((edge) => !fresh.has(refOf(edge)));
  return older.length > 0 ? { ...known, edges: [...arrived.edges, ...older] } : arrived;
}

export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Query: {
        fields: {
          logInHistory: {
            keyArgs: ["first"],
            merge: (known: Page | undefined, arrived: Page, { args }) => mergePages(known, arrived, args?.after),
          },
          notifications: {
            keyArgs: ["first"],
            merge: (known: Page | undefined, arrived: Page, { args }) => mergePages(known, arrived, args?.after),
          },
          moneyRequests: {
            keyArgs: ["direction", "first"],
            merge: (known: Page | undefined, arrived: Page, { args }) => mergePages(known, arrived, args?.after),
          },
          // an entity that another query brought is shown at once; null stays null
          account: {
            read: (known, { args, toReference }) =>
              known === undefined ? toReference({ __typename: "Account", id: args?.id }) : known,
          },
          schedule: {
            read: (known, { args, toReference }) =>
              known === undefined ? toReference({ __typename: "Schedule", id: args?.id }) : known,
          },
          transfer: {
            read: (known, { args, toReference }) =>
              known === undefined ? toReference({ __typename: "Transfer", id: args?.id }) : known,
          },
        },
      },
      Account: {
        fields: {
          balance: newest("balance"),
          available: newest("available"),
          transactions: {
            // the home screen's short list and the history must not share pages
            keyArgs: ["filter", "first"],
            merge: (known: Page | undefined, arrived: Page, { args }) => mergePages(known, arrived, args?.after),
          },
        },
      },
      // There is one: what a change answers is known at once wherever it is shown.
      Security: { keyFields: [] },
      PushNotifications: { keyFields: [] },
      MonthSummary: { keyFields: false },
      TransactionConnection: { keyFields: false },
      LogInConnection: { keyFields: false },
      NotificationConnection: { keyFields: false },
      MoneyRequestConnection: { keyFields: false },
      NotificationSetting: { keyFields: ["category"] },
      Schedule: { fields: { runs: { merge: false } } },
      MoneyRequest: { fields: { payments: { merge: false } } },
      MoneySplit: { fields: { shares: { merge: false } } },
      Recipient: { keyFields: ["accountNumber"] },
      Payee: { keyFields: ["accountNumber"] },
      AccountInsights: { keyFields: false, merge: true },
    },
  });
}
