import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { MALFORMED_AMOUNT, parseAmount } from "../shared/money.js";

function serializeWhole(name: string, value: unknown): string {
  if (typeof value !== "bigint" || value < 0n) throw new GraphQLError(`${name} cannot show this value`);
  return value.toString();
}

/**
 * Money on the wire. Malformed input is read as MALFORMED_AMOUNT instead of failing here: the mutation then answers
 * InvalidInput, which names the field in the caller's language, where a scalar's own error could not.
 */
export const Amount = new GraphQLScalarType<bigint, string>({
  name: "Amount",
  description:
    'Decimal string of minor units (KRW: won), no sign, no point. Inputs 1 .. 10^15, balances from 0. Example: "125000".',
  serialize: (value) => serializeWhole("Amount", value),
  parseValue: (value) => (typeof value === "string" ? parseAmount(value) : MALFORMED_AMOUNT),
  parseLiteral: (node: ValueNode) => (node.kind === Kind.STRING ? parseAmount(node.value) : MALFORMED_AMOUNT),
});

export const Version = new GraphQLScalarType<bigint, string>({
  name: "Version",
  description: "Decimal string that grows by one with each movement of the account.",
  serialize: (value) => serializeWhole("Version", value),
  parseValue: (value) => {
    if (typeof value !== "string" || !/^\d{1,19}$/.test(value)) throw new GraphQLError("Version is a decimal string");
    return BigInt(value);
  },
});
