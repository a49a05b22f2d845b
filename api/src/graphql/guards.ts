import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import proxyAddr from "@fastify/proxy-addr";
import type { Config } from "../config.js";
import { LIMITS, type Limits } from "./limits.js";

/** What stands between strangers and the services, on HTTP and on sockets alike. */
export interface Guards {
  limits: Limits;
  /** When we open again, while we are at work on the server. */
  closedUntil(): Date | null;
  /** Whether a page may send this request. */
  isAllowedOrigin(request: IncomingMessage): boolean;
  /** On every answer, errors included. */
  headers: Readonly<Record<string, string>>;
  /** The client's address: the last one that a trusted proxy, or nobody, has written. */
  addressOf(request: IncomingMessage): string;
}

export function createGuards(config: Config): Guards {
  const isTrustedHop = trustedHops(config);
  return {
    limits: { ...LIMITS, socketsPerUser: config.SOCKETS_PER_USER, socketsPerAddress: config.SOCKETS_PER_ADDRESS },
    closedUntil: () => (config.MAINTENANCE_UNTIL > new Date() ? config.MAINTENANCE_UNTIL : null),
    isAllowedOrigin: originCheck(config),
    headers: config.production ? { ...HEADERS, ...OVER_TLS } : HEADERS,
    addressOf: (request) => addressIn(proxyAddr(request, isTrustedHop)) ?? request.socket.remoteAddress ?? "",
  };
}

/** Some proxies write the port too; what is no address at all is the proxy's word for somebody it does not know. */
function addressIn(hop: string): string | null {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop;
  return isIP(bare) ? bare : null;
}

/** Proxies are counted from our side: what stands before the last trusted one may be anybody's invention. */
export function trustedHops({ TRUSTED_PROXIES }: Config) {
  return (_address: string, hop: number): boolean => hop < TRUSTED_PROXIES;
}

/**
 * Browsers name the page's origin, or at least whether it is ours: a page of ours, or of an address that the
 * configuration names, may ask. Other programs name neither.
 */
function originCheck({ ALLOWED_ORIGINS, PUBLIC_URL, production }: Config) {
  // A proxy may name a host of its own behind it.
  const known = new Set([...ALLOWED_ORIGINS, ...(PUBLIC_URL ? [new URL(PUBLIC_URL).origin] : [])]);
  return ({ headers }: IncomingMessage): boolean => {
    const { origin, host } = headers;
    const site = headers["sec-fetch-site"];
    if (origin === undefined) return site === undefined || site === "same-origin" || site === "none";
    if (known.has(origin)) return true;
    if (!URL.canParse(origin)) return false;
    const page = new URL(origin);
    return page.origin === origin && page.host === host && (page.protocol === "https:" || !production);
  };
}

/** What a page may load: everything comes from here, as files. */
const contentPolicy = (styles: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** For the pages of developers, which production does not have: they bring styles of their own along. */
export const INLINE_STYLES = { "content-security-policy": contentPolicy("'self' 'unsafe-inline'") } as const;

const HEADERS = {
  // Scripts may still place what is on the page: properties that they set are not inline styles.
  "content-security-policy": contentPolicy("'self'"),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=()",
  // Files of the web app say otherwise.
  "cache-control": "no-store",
} as const;

const OVER_TLS = { "strict-transport-security": "max-age=31536000; includeSubDomains" } as const;
