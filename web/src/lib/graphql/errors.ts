import { CombinedGraphQLErrors, ServerError } from "@apollo/client/errors";

function firstCode(error: unknown): unknown {
  return CombinedGraphQLErrors.is(error) ? error.errors[0]?.extensions?.code : undefined;
}

export function isUnauthenticated(error: unknown): boolean {
  return firstCode(error) === "UNAUTHENTICATED";
}

/** What the server says of a request that a person can do something about; its words are in the person's language. */
export function messageOf(error: unknown): string | null {
  const isTold = firstCode(error) === "KEY_PROOF_REQUIRED" || firstCode(error) === "RATE_LIMITED";
  return isTold && CombinedGraphQLErrors.is(error) ? (error.errors[0]?.message ?? null) : null;
}

/** The number support asks for. */
export function requestIdOf(error: unknown): string | null {
  if (CombinedGraphQLErrors.is(error)) {
    const id = error.errors[0]?.extensions?.requestId;
    return typeof id === "string" ? id : null;
  }
  if (ServerError.is(error)) return error.response.headers.get("x-request-id");
  return null;
}

const REFUSED_BEFORE_ANYTHING_HAPPENED = new Set<unknown>([
  "BAD_USER_INPUT",
  "FORBIDDEN",
  "MAINTENANCE",
  "RATE_LIMITED",
  "UNAUTHENTICATED",
  "UNKNOWN_OPERATION",
]);

/**
 * True when a money request may or may not have been carried out: no answer, a cut connection, a busy or broken server.
 * Only the same idempotency key may then be sent again, and nobody may be told that it failed.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  return !(CombinedGraphQLErrors.is(error) && REFUSED_BEFORE_ANYTHING_HAPPENED.has(firstCode(error)));
}
