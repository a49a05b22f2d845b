import type { money } from "./ko/money";
import type { planning } from "./ko/planning";
import type { records } from "./ko/records";
import type { security } from "./ko/security";
import type { settings } from "./ko/settings";
import type { koFirst } from "./ko-first";
import type { koRest } from "./ko-rest";

type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

/** Every language has exactly the keys of the Korean one. */
export type FirstMessages = Same<typeof koFirst>;
export type RestMessages = Same<typeof koRest>;
export type MoneyMessages = Same<typeof money>;
export type PlanningMessages = Same<typeof planning>;
export type RecordsMessages = Same<typeof records>;
export type SecurityMessages = Same<typeof security>;
export type SettingsMessages = Same<typeof settings>;
export type Messages = typeof koFirst & typeof koRest;
