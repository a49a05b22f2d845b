import { money } from "./ko/money";
import { planning } from "./ko/planning";
import { records } from "./ko/records";
import { security } from "./ko/security";
import { settings } from "./ko/settings";

/** What the screens after the first one say. */
export const koRest = { ...money, ...planning, ...records, ...security, ...settings } as const;
