import type { Guards } from "../../src/graphql/guards.js";
import type { Limits } from "../../src/graphql/limits.js";
import { PRODUCTION, startTestApi } from "../api-harness.js";

const MUCH = 1_000_000_000;

/** Without those limits; without any when none is named. */
function unlimited({ limits }: Guards, ...names: ReadonlyArray<keyof Limits>): Partial<Guards> {
  const lifted = names.length > 0 ? names : (Object.keys(limits) as Array<keyof Limits>);
  return { limits: { ...limits, ...Object.fromEntries(lifted.map((name) => [name, MUCH])) } };
}

interface Switch {
  environment?: Record<string, string>;
  guards?: (ordinary: Guards) => Partial<Guards>;
}

/** Protections of the API's edge, each with how a test starts a server that lacks it. */
const GUARDS_OFF = {
  "no-limits": { guards: (ordinary) => unlimited(ordinary) },
  "no-cost-limit": { guards: (ordinary) => unlimited(ordinary, "cost") },
  "bulk-mutations": { guards: (ordinary) => unlimited(ordinary, "mutations", "aliases") },
  "no-caps": {
    guards: (ordinary) => unlimited(ordinary, "socketsPerSession", "socketsPerUser", "socketsPerAddress"),
  },
  "no-pace": { guards: (ordinary) => unlimited(ordinary, "socketMessagesPerSecond", "subscriptionsPerSocket") },
  "no-reaping": { guards: (ordinary) => unlimited(ordinary, "socketInitMs", "socketPingMs", "socketQueuedBytes") },
  /** A production server that is run as a developer's. */
  "developers-server": { environment: { APP_ENV: "development", PUBLIC_URL: "" } },
  "any-origin": { guards: () => ({ isAllowedOrigin: () => true }) },
  "no-headers": { guards: () => ({ headers: {} }) },
  "open-cors": {
    guards: ({ headers }) => ({ headers: { ...headers, "access-control-allow-origin": "*" } }),
  },
  /** Anybody may say where a request comes from. */
  "trust-everybody": { environment: { TRUSTED_PROXIES: "10" } },
} as const satisfies Record<string, Switch>;

export type GuardOff = keyof typeof GUARDS_OFF;

/** A production server on a free port, without that protection. */
export function startStrictApi(
  without: string | undefined,
  environment: Record<string, string> = {},
  guards: (ordinary: Guards) => Partial<Guards> = () => ({}),
) {
  const off: Switch = without && without in GUARDS_OFF ? GUARDS_OFF[without as GuardOff] : {};
  return startTestApi({ ...PRODUCTION, ...environment, ...off.environment }, (ordinary) => {
    const changed = { ...ordinary, ...guards(ordinary) };
    return { ...changed, ...off.guards?.(changed) };
  });
}
