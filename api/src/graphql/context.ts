import { RequestError } from "../shared/errors.js";
import type { SessionId, UserId } from "../shared/ids.js";
import type { Origin } from "../shared/origin.js";
import type { Locale } from "./texts.js";

/** Who asks, as the access token says. */
export interface Caller {
  userId: UserId;
  sessionId: SessionId;
  /** When the access token ends. */
  expiresAt: Date;
  /** Thumbprint of the client's key that the token is bound to and that the request has proved to hold. */
  boundTo: string | null;
}

/** Where a request comes from, as far as we may believe it. */
export interface Device {
  address: string;
  userAgent: string | null;
}

/** A cookie of an HTTP exchange. A WebSocket has none. */
export interface Cookie {
  read(): string | undefined;
  /** Without a date the browser forgets it as it is closed. */
  write(token: string, expires: Date | null): void;
  clear(): void;
}

export interface Context {
  caller: Caller | null;
  /** A token was shown and is no longer, or never was, good. */
  tokenRefused: boolean;
  /** Thumbprint of the key that the request has proved to hold. */
  proofKey: string | null;
  locale: Locale;
  requestId: string;
  device: Device;
  refreshCookie: Cookie | null;
  /** By which a browser is known again. It stays when its member logs out. */
  deviceCookie: Cookie | null;
  /** Tells the browser to drop what it keeps of a member who leaves: cached answers and what scripts have stored. */
  clearSiteData: (() => void) | null;
  /** For the one place where type-graphql does not hand us the resolver: starting a subscription. */
  container: Container;
}

/** The services of the process, by class. */
export interface Container {
  get<Service>(type: new (...dependencies: never[]) => Service): Service;
}

/** What the audit log is told of a request. */
export function originOf(context: Context): Origin {
  const { caller, proofKey, requestId, device, deviceCookie, refreshCookie } = context;
  const deviceToken = deviceCookie?.read() ?? null;
  const refreshToken = refreshCookie?.read() ?? null;
  return { sessionId: caller?.sessionId ?? null, requestId, ...device, deviceToken, refreshToken, proofKey };
}

/** @throws RequestError UNAUTHENTICATED */
export function requireCaller(context: Context): Caller {
  if (!context.caller) throw new RequestError("UNAUTHENTICATED");
  return context.caller;
}
