import { readFileSync } from "node:fs";
import {
  buildSchema,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
} from "graphql";
import { expect, test } from "vitest";
import { LIMITS, LIST_SIZES, type Limits, readSmall } from "./limits.js";

const schema = buildSchema(readFileSync(new URL("../../../schema.graphql", import.meta.url), "utf8"));
const limits: Limits = { ...LIMITS, socketsPerUser: 1, socketsPerAddress: 1 };

test("what each list costs is written down", () => {
  const missing: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!("getInterfaces" in type) || type.name.startsWith("__")) continue;
    for (const { name, args, type: of } of Object.values(type.getFields())) {
      const isList = isListType(getNullableType(of)) && isCompositeType(getNamedType(of));
      // The size of a connection is that of its edges.
      const isPaged = args.some((each) => each.name === "first");
      if ((isPaged || (isList && name !== "edges")) && !(name in LIST_SIZES)) missing.push(`${type.name}.${name}`);
    }
  }
  expect(missing).toEqual([]);
});

test("lists within lists are counted whole, named ones and those whose length is asked for", () => {
  const shares = (inner: string) => `split { shares { ${inner} } }`;
  const requests = (inner: string) =>
    `{ moneyRequests(direction: OUTGOING, first: 100) { edges { node { ${inner} } } } }`;
  expect(() => readSmall(requests(shares("id amount state")), limits)).not.toThrow();
  expect(() => readSmall(requests(shares(shares("id"))), limits)).toThrow("costs more");
  expect(() => readSmall(`{ anything(first: 20000) { id } }`, limits)).toThrow("costs more");
});

test("what describes the schema is counted, and the tools' own question is small enough", () => {
  expect(() =>
    readSmall(getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }), limits),
  ).not.toThrow();
  expect(() => readSmall(`{ ${"__schema { types { name } } ".repeat(140)} }`, limits)).toThrow("repeats more");
});
