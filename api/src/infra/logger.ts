import { hostname } from "node:os";
import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger };

/** Names whose values never reach a log, at any depth that we log. */
const SECRETS = [
  "password",
  "currentPassword",
  "newPassword",
  "accessToken",
  "refreshToken",
  "deviceToken",
  "stepUpToken",
  "recoveryCode",
  "recoveryCodes",
  "authorization",
  "dpop",
  "cookie",
  "secret",
  "parameters",
  "recipient",
  "email",
  "phone",
];
const CENSORED = "[redacted]";
/** Of an error, besides its message: where it failed. All else may say with what. */
const TOLD = [
  "code",
  "query",
  "schema",
  "table",
  "column",
  "constraint",
  "routine",
  "syscall",
  "responseCode",
] as const;

export function createLogger(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  return pino(
    {
      level,
      base: { service: "chickpay", host: hostname(), pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: CENSORED,
      },
      serializers: { err: told },
    },
    destination,
  );
}

/** A failed statement carries what it was given; PostgreSQL repeats it in details, and in messages about malformed data. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = pino.stdSerializers.err(error);
  const where = Object.fromEntries(
    TOLD.map((name) => [name, Reflect.get(error, name) as unknown]).filter(([, value]) => value !== undefined),
  );
  const isMalformed = /^22...$/.test(String(where.code));
  const shown = isMalformed ? message.replace(/".*"/s, CENSORED) : message;
  return { type, message: shown, stack: stack.replaceAll(message, shown), ...where };
}
