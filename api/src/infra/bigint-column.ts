import type { ValueTransformer } from "typeorm";

/** bigint columns arrive as strings; in the program they are bigints. */
export const bigintColumn: ValueTransformer = {
  to: (value: bigint | null | undefined) => (typeof value === "bigint" ? value.toString() : value),
  from: (value: string | null) => (value === null ? null : BigInt(value)),
};
