import { GraphQLInputObjectType, GraphQLString, getNamedType } from "graphql";
import { deposit, PASSWORD, startTestApi } from "../api-harness.js";
import { prove } from "./proof.js";
import { literalOf, NOBODYS, valueFor } from "./schema-questions.js";

const EXTRA = [
  "role",
  "roles",
  "isAdmin",
  "balance",
  "available",
  "status",
  "ownerId",
  "userId",
  "id",
  "kind",
  "createdAt",
  "limitBypass",
  "__typename",
  "constructor",
  "version",
];

prove<"open-inputs">(
  "Z4",
  "no input takes a field that it does not have, and nothing is done with the rest",
  { small: 1, redWithout: { "open-inputs": 1 } },
  async ({ without }) => {
    const api = await startTestApi();
    try {
      const problems: string[] = [];
      const { schema } = api.application;
      const inputs = Object.values(schema.getTypeMap()).filter((type) => type instanceof GraphQLInputObjectType);
      if (without) {
        const known = inputs[0]?.getFields();
        for (const input of inputs) {
          Object.assign(input.getFields(), {
            role: { ...Object.values(known ?? {})[0], name: "role", type: GraphQLString },
          });
        }
      }
      const member = await api.member();
      await deposit(member, 10_000n);
      const state = async () =>
        JSON.stringify(
          (
            await api.owner.query(`SELECT (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM accounts) AS accounts,
          (SELECT count(*) FROM movements) AS movements, (SELECT count(*) FROM bank_orders) AS orders`)
          ).rows,
        );
      const before = await state();
      const values: Record<string, unknown> = {
        accountId: member.accountId,
        fromAccountId: member.accountId,
        toAccountNumber: "100000000000",
        amount: "1",
        email: "z4@test.example",
        name: "이름",
        nickname: "새이름",
        password: PASSWORD,
        bankCode: "004",
        bankAccountNumber: "110234567890",
        idempotencyKey: "z4",
        ...NOBODYS,
      };
      let tried = 0;
      const refuse = async (what: string, query: string, variables: object) => {
        tried++;
        const { status, errors, data } = await member.client.ask(query, variables);
        if (status !== 400 || errors?.[0]?.extensions.code !== "BAD_USER_INPUT" || data)
          problems.push(`${what} is taken: ${status}`);
      };
      for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
        const [arg] = field.args;
        const input = arg && getNamedType(arg.type);
        if (!arg || !(input instanceof GraphQLInputObjectType)) continue;
        const decent = valueFor(input, arg.name, values) as object;
        const literal = literalOf(decent, input).slice(1, -1);
        const own = Object.keys(input.getFields());
        for (const extra of EXTRA.filter((name) => !own.includes(name) || (without && name === "role"))) {
          await refuse(
            `${input.name}.${extra}`,
            `mutation ($v: ${arg.type}) { ${field.name}(${arg.name}: $v) { __typename } }`,
            {
              v: { ...decent, [extra]: extra === "balance" ? "1000000" : "admin" },
            },
          );
          await refuse(
            `${input.name}.${extra} as a literal`,
            `mutation { ${field.name}(${arg.name}: { ${literal}, ${extra}: "admin" }) { __typename } }`,
            {},
          );
        }
        await refuse(
          `${field.name}(role)`,
          `mutation { ${field.name}(${arg.name}: { ${literal} }, role: "admin") { __typename } }`,
          {},
        );
      }
      const filter =
        "query ($f: TransactionFilter) { me { accounts { transactions(filter: $f) { edges { cursor } } } } }";
      for (const extra of EXTRA.filter((name) => name !== "kinds"))
        await refuse(`TransactionFilter.${extra}`, filter, { f: { [extra]: "x" } });
      if ((await state()) !== before) problems.push(`${before} became ${await state()}`);
      return { rare: { inputs: inputs.length, tried }, problems };
    } finally {
      await api.close();
    }
  },
);
