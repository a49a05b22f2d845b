import { GraphQLInputObjectType, type GraphQLInputType, GraphQLScalarType, getNamedType, isListType } from "graphql";
import type { TestApi } from "../api-harness.js";
import { startStrictApi } from "./guards-off.js";
import { prove } from "./proof.js";
import { cheapest, withinMs } from "./size.js";

const TEXT_MS = withinMs(50);

/** Where a regular expression that goes back and forth would be lost. */
const EVIL: ReadonlyArray<(length: number) => string> = [
  (length) => `${"a".repeat(length)}!`,
  (length) => `${"1".repeat(length)}x`,
  (length) => `${"1 ".repeat(length / 2)}x`,
  (length) => `${"1-".repeat(length / 2)}x`,
  (length) => `${" ".repeat(length)}x`,
  (length) => `a@${"a.".repeat(length / 2)}!`,
  (length) => `${"a.".repeat(length / 2)}@a.b`,
  (length) => `2026-11-20T00:00:00.${"0".repeat(length)}X`,
  (length) => "가́".repeat(length / 6),
  (length) => "👨‍👩‍👧".repeat(length / 20),
  (length) => "\u200b".repeat(length / 3),
  (length) => "\ud800".repeat(length / 6),
];

const SLOW = /^(?:\d+)+$/;

prove<"slow-scalar">(
  "G8",
  "no scalar or validator is slow with any 90 kB of text",
  { small: EVIL.length, redWithout: { "slow-scalar": 1 } },
  async ({ count, without }) => {
    const api = await startStrictApi(undefined);
    const amount = api.application.schema.getType("Amount") as GraphQLScalarType;
    const parse = amount.parseValue;
    try {
      // Exponential, so a short text already shows it.
      if (without) amount.parseValue = (value) => (SLOW.test(`${String(value).slice(0, 26)}!`) ? 1n : parse(value));
      const problems: string[] = [];
      const member = await api.member();
      const patterns = without ? [EVIL[1] as (length: number) => string] : EVIL.slice(0, count);
      let worst = 0;
      let requests = 0;
      const measure = async (what: string, work: () => Promise<unknown>) => {
        let { cpuMs } = await cheapest(2, work);
        // The process has other work beside; what is slow by itself is so each time.
        for (let again = 0; cpuMs > TEXT_MS && again < 5; again++)
          cpuMs = Math.min(cpuMs, (await cheapest(1, work)).cpuMs);
        requests++;
        worst = Math.max(worst, cpuMs);
        if (cpuMs > TEXT_MS) problems.push(`${what} takes ${Math.round(cpuMs)} ms`);
      };
      for (const [index, evil] of patterns.entries()) {
        for (const { operation, field, variables } of textFields(api, evil(90_000))) {
          await measure(`${field} with pattern ${index}`, () => member.client.ask(operation, variables));
        }
        const short = evil(12_000)
          .replace(/[^\x20-\x7e]/g, "?")
          .trim();
        for (const header of [
          "accept-language",
          "authorization",
          "cookie",
          "origin",
          "x-operation-key",
          "content-type",
          "accept",
        ]) {
          await measure(`${header} with pattern ${index}`, () =>
            member.client.ask("{ __typename }", {}, { [header]: short }),
          );
        }
      }
      return { rare: { requests }, figures: { "worst ms of CPU": worst.toFixed(1) }, problems };
    } finally {
      amount.parseValue = parse;
      await api.close();
    }
  },
);

/** One request for each text that any operation reads, with that text in it and plausible ones beside it. */
function textFields(api: TestApi, text: string) {
  const { schema } = api.application;
  const requests: Array<{ operation: string; field: string; variables: object }> = [];
  const isText = (type: GraphQLInputType) => getNamedType(type) instanceof GraphQLScalarType && !isListType(type);
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    for (const { name, type } of field.args) {
      const input = getNamedType(type);
      if (!(input instanceof GraphQLInputObjectType)) continue;
      const inside = Object.values(input.getFields()).filter((each) => isText(each.type));
      const plausible = Object.fromEntries(
        inside.map((each) => [each.name, each.name === "amount" ? "1" : "abcdefghij"]),
      );
      for (const each of inside) {
        // A hundred different new members would only be slow for their passwords' sake.
        requests.push({
          operation: `mutation ($v: ${type}) { ${field.name}(${name}: $v) { __typename } }`,
          field: `${input.name}.${each.name}`,
          variables: { v: { ...plausible, [each.name]: text } },
        });
      }
    }
  }
  const queries = {
    "account.id": "query ($t: ID!) { account(id: $t) { id } }",
    "transfer.id": "query ($t: ID!) { transfer(id: $t) { id } }",
    "recipient.accountNumber": "query ($t: String!) { recipient(accountNumber: $t) { kind } }",
    "transactions.after": "query ($t: String!) { me { accounts { transactions(after: $t) { edges { cursor } } } } }",
    "filter.from":
      "query ($t: DateTime) { me { accounts { transactions(filter: { from: $t }) { edges { cursor } } } } }",
    "monthSummary.month": "query ($t: String!) { me { accounts { monthSummary(month: $t) { count } } } }",
  };
  for (const [field, operation] of Object.entries(queries)) requests.push({ operation, field, variables: { t: text } });
  return requests;
}
