import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Logger } from "../infra/logger.js";
import { MaintenanceError, RequestError, type RequestErrorCode } from "../shared/errors.js";
import { isUnavailable } from "../shared/transaction.js";
import type { Context } from "./context.js";
import { ERROR_TEXTS, type Locale } from "./texts.js";

export interface ErrorFormatOptions {
  locale: Locale;
  requestId: string;
  /** Who asked and from where, for the log. */
  userId?: string | undefined;
  address: string | undefined;
  /** Whether the operation may have changed something before it failed. */
  isMutation?: boolean;
  /** Shows the technical sentence beside ours. It names parts of the schema: never in production. */
  verbose: boolean;
  logger: Logger;
}

/** Who asks, as an error is told and logged; of one that came before anybody knew, nothing. */
export function askerOf(
  context: Context | undefined,
): Pick<ErrorFormatOptions, "locale" | "requestId" | "userId" | "address"> {
  return {
    locale: context?.locale ?? "ko",
    requestId: context?.requestId ?? "",
    userId: context?.caller?.userId,
    address: context?.device.address,
  };
}

/** What no client of ours ever meets by itself. */
const ATTACKS: ReadonlySet<RequestErrorCode> = new Set(["FORBIDDEN", "UNKNOWN_OPERATION", "KEY_PROOF_INVALID"]);

/** The error behind the ones that GraphQL wrapped around it. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/**
 * An entry of the `errors` list: a code of our closed set, a sentence in the caller's language, the request's number,
 * and for bad input the place. Whatever else went wrong is logged and told as INTERNAL.
 */
export function formatRequestError(error: unknown, options: ErrorFormatOptions): GraphQLFormattedError {
  const cause = causeOf(error);
  const { locale, requestId, userId, address, isMutation = false, verbose, logger } = options;
  const { code, field, retryAfterSeconds } = classify(error, cause, isMutation);
  if (code === "INTERNAL") logger.error({ err: cause, requestId, userId }, "request failed");
  else if (ATTACKS.has(code)) logger.warn({ code, requestId, userId, address }, "request refused");
  const text = ERROR_TEXTS[code][locale];
  const graphql = error instanceof GraphQLError ? error : undefined;
  return {
    message: field ? `${text} (${field})` : text,
    ...(graphql?.locations ? { locations: graphql.locations } : {}),
    ...(graphql?.path ? { path: graphql.path } : {}),
    extensions: {
      code,
      requestId,
      ...(field ? { field } : {}),
      ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
      ...(cause instanceof MaintenanceError ? { until: cause.until } : {}),
      ...(code === "OUTCOME_UNKNOWN" || code === "OVERLOADED" ? { retryable: true } : {}),
      ...(verbose && code === "BAD_USER_INPUT" ? { detail: withoutValues((cause as Error).message) } : {}),
    },
  };
}

function classify(
  error: unknown,
  cause: unknown,
  isMutation: boolean,
): {
  code: RequestErrorCode;
  field?: string | undefined;
  retryAfterSeconds?: number | undefined;
} {
  if (cause instanceof RequestError) return cause;
  // What is still a GraphQLError was raised by parsing, validation, or reading the variables.
  if (cause instanceof GraphQLError)
    return { code: "BAD_USER_INPUT", field: error instanceof GraphQLError ? fieldOf(error.message) : undefined };
  // Nobody knows how far a mutation had come: what answers it is read after the commit.
  if (isUnavailable(cause)) return { code: isMutation ? "OUTCOME_UNKNOWN" : "OVERLOADED", retryAfterSeconds: 2 };
  return { code: "INTERNAL" };
}

/** Which part of the request graphql-js complains about. */
function fieldOf(message: string): string | undefined {
  return (
    /at "\$?([\w.[\]]+)"/.exec(message)?.[1] ??
    /Field "?([\w.]+)"? of required type/.exec(message)?.[1] ??
    /Field "([\w.]+)" is not defined/.exec(message)?.[1] ??
    /Variable "\$([\w.]+)" of required type/.exec(message)?.[1] ??
    /Cannot query field "(\w+)"/.exec(message)?.[1] ??
    /argument "([\w.]+)"/i.exec(message)?.[1] ??
    /Variable "\$([\w.]+)" (?:got invalid value|of non-null type)/.exec(message)?.[1]
  );
}

/** graphql-js repeats the refused value, which may be a password. */
function withoutValues(message: string): string {
  return message
    .replace(/got invalid value .*?(?=;| at "|$)/s, "got an invalid value")
    .replace(/\?? ?Did you mean.*$/s, "");
}
