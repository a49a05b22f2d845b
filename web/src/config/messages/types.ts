import type { koFirst } from "./ko-first";
import type { koRest } from "./ko-rest";

type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

/** Every language has exactly the keys of the Korean one. */
export type FirstMessages = Same<typeof koFirst>;
export type RestMessages = Same<typeof koRest>;
export type Messages = typeof koFirst & typeof koRest;
