import type { SessionId } from "./ids.js";

/** Where a request comes from, as far as we may believe it; written beside what it did. */
export interface Origin {
  /** Null before anybody is logged in. */
  sessionId: SessionId | null;
  address: string;
  userAgent: string | null;
  requestId: string;
  /** What the browser keeps of a former log-in; a secret, and written nowhere. */
  deviceToken?: string | null;
  /** What the browser holds of a session, valid or not; a secret like it. */
  refreshToken?: string | null;
  /** Thumbprint of the key that the request has proved to hold. */
  proofKey?: string | null;
}
