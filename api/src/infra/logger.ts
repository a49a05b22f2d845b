import { type Logger, pino } from "pino";

export type { Logger };

/** Names whose values never reach a log, at any depth that we log. */
const SECRETS = [
  "password",
  "accessToken",
  "refreshToken",
  "authorization",
  "cookie",
  "secret",
  "recipient",
  "email",
  "phone",
];

export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: "[redacted]",
    },
  });
}
