import { money } from "./en/money";
import { planning } from "./en/planning";
import { records } from "./en/records";
import { security } from "./en/security";
import { settings } from "./en/settings";
import type { RestMessages } from "./types";

export const enRest: RestMessages = { ...money, ...planning, ...records, ...security, ...settings };
