import { createECDH } from "node:crypto";
import { parseIntoClientConfig } from "pg-connection-string";
import { z } from "zod";
import { AMOUNT_MAX, isMovable, parseAmount } from "./shared/money.js";

const wholeNumber = (fallback: number, minimum: number, maximum: number) =>
  z.coerce.number().int().min(minimum).max(maximum).default(fallback);

const amount = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform(parseAmount)
    .refine(isMovable, `must be whole won between 1 and ${AMOUNT_MAX}`);

/** Separated by commas. */
const list = <Item extends z.ZodType<unknown, string>>(item: Item, fallback = "") =>
  z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(",")
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .pipe(z.array(item));

const PUBLIC_KEY = /-----BEGIN PUBLIC KEY-----[\sA-Za-z0-9+/=]+-----END PUBLIC KEY-----/g;

/** Names, not addresses: what stands in a network of our own is out of reach. A receiver on the machine is for tests. */
const PUSH_HOST = /^(?:(?:\*\.)?(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*|http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?)$/;
/** What browsers use: Chrome and Edge, Firefox, Safari, and Edge of old. */
const PUSH_SERVICES = "fcm.googleapis.com,updates.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com";

/** One after the other. */
const publicKeys = z
  .string()
  .default("")
  .refine((text) => text.replaceAll(PUBLIC_KEY, "").trim() === "", "must be PEMs of public keys")
  .transform((text) => text.match(PUBLIC_KEY) ?? []);

const postgresUrl = z.url({ protocol: /^(postgres|postgresql|socket)$/, error: "must be a postgresql:// address" });

function isBareAddress(url: string): boolean {
  const { hostname, search, hash } = new URL(url);
  return hostname !== "" && search === "" && hash === "";
}

function isOrigin(url: string): boolean {
  return new URL(url).origin === url;
}

/** May be told to everybody, as it is. */
function isOpenAddress(url: string): boolean {
  const { username, password } = new URL(url);
  return isBareAddress(url) && username === "" && password === "";
}

const Environment = z.object({
  /** Counts where APP_ENV is not set. A word that nobody knows must not pass for `development`. */
  NODE_ENV: z.enum(["development", "test", "production"]).optional(),
  /** `production` closes what helps developers: GraphiQL, introspection, demo data, generated secrets. */
  APP_ENV: z.enum(["development", "production"]).optional(),
  PORT: wholeNumber(4000, 0, 65535),
  HOST: z.string().min(1).default("localhost"),
  DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  /** What may be reached in clear in production, because the way there is protected otherwise: `database,smtp,redis`. */
  ALLOW_PLAINTEXT: list(z.enum(["database", "smtp", "redis"])),
  DATABASE_POOL_SIZE: wholeNumber(10, 2, 200),
  /** Where paces are counted: `rediss://user:password@host:6379`. Without it, and while it is away, in the database. */
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, normalize: true, abort: true, error: "must be a redis:// or rediss:// address" })
    // The client takes what stands behind a question mark for settings, another host among them.
    .refine(isBareAddress, "must name a host, and nothing behind a question mark")
    .optional(),
  /** Addresses of the web app besides our own, separated by commas: `https://pay.example.kr`. */
  ALLOWED_ORIGINS: list(
    z.url({ protocol: /^https?$/, abort: true }).refine(isOrigin, "must be origins, without a slash behind them"),
  ),
  /** SHA-256, in hexadecimal, of keys that let programs send operations of their own to a production server. */
  OPERATION_KEYS: list(z.string().regex(/^[0-9a-f]{64}$/, "must be SHA-256 in hexadecimal")),
  /** How many proxies stand in front and may be believed about the client's address. */
  TRUSTED_PROXIES: wholeNumber(0, 0, 10),
  /** PKCS#8 PEM of an Ed25519 key. Several processes must share one. */
  ACCESS_TOKEN_PRIVATE_KEY: z.string().optional(),
  /** PEMs of further keys whose tokens are believed, one after the other: while a new key takes over from an old one. */
  ACCESS_TOKEN_PUBLIC_KEYS: publicKeys,
  /** PKCS#8 PEM of the Ed25519 key that signs receipts, and PEMs of those that signed before: receipts are for ever. */
  RECEIPT_PRIVATE_KEY: z.string().optional(),
  RECEIPT_PUBLIC_KEYS: publicKeys,
  /** At least 32 characters. Several processes must share one. */
  REFRESH_TOKEN_SECRET: z.string().min(32).optional(),
  /** A session ends after so many days without use, and after so many whatever its use. */
  SESSION_IDLE_DAYS: wholeNumber(30, 1, 365),
  SESSION_ABSOLUTE_DAYS: wholeNumber(90, 1, 365),
  /** The same for the staff, whose sessions are bound to a key besides. */
  STAFF_SESSION_IDLE_MINUTES: wholeNumber(30, 5, 1440),
  STAFF_SESSION_HOURS: wholeNumber(12, 1, 24),
  /** Where the browser forgets the session as it is closed, a page that nobody touches logs out after so long. 0: never. */
  SESSION_UNATTENDED_MINUTES: wholeNumber(10, 0, 60).refine((minutes) => minutes !== 1, "is 0, or at least 2"),
  /** `name:key,name:key`, each key 32 bytes in base64: the first one seals secrets in tables, all of them open. */
  DATA_KEYS: z.string().optional(),
  /** Until then nobody is served but by health checks, and people are told when we open again: `2026-12-01T03:00:00+09:00`. */
  MAINTENANCE_UNTIL: z.iso
    .datetime({ offset: true, error: "must be a time with its offset, as 2026-12-01T03:00:00+09:00" })
    .default("1970-01-01T00:00:00Z")
    .transform((text) => new Date(text)),
  /** Where people find the web app. Passkeys are bound to its host. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, abort: true })
    .refine(isOpenAddress, "must be an address without credentials, query or fragment")
    .optional(),
  /** Codes of so many steps of thirty seconds before and after the present one count; 0 is strict. */
  TOTP_WINDOW: wholeNumber(1, 0, 2),
  /** Days in which somebody who asked to leave may still come back; 0 ends a membership at once. */
  MEMBERSHIP_COOLING_OFF_DAYS: wholeNumber(7, 0, 90),
  /** Payments of this sum or more are confirmed once more. */
  STEP_UP_AMOUNT: amount("1000000"),
  /** The same for somebody who was never sent so much before. */
  STEP_UP_NEW_PAYEE_AMOUNT: amount("300000"),
  /** Whoever shows it may read /metrics in production. */
  METRICS_TOKEN: z.string().min(16).optional(),
  LIMIT_SINGLE: amount("5000000"),
  LIMIT_DAILY: amount("10000000"),
  /** How long a raised limit waits before it counts; it can be taken back meanwhile. */
  LIMIT_RAISE_DELAY_HOURS: wholeNumber(24, 0, 168),
  ACCOUNTS_MAX: wholeNumber(10, 1, 100),
  LEDGER_BATCH_MAX: wholeNumber(256, 1, 2000),
  LEDGER_IN_FLIGHT_MAX: wholeNumber(2, 1, 16),
  LEDGER_QUEUE_MAX: wholeNumber(10_000, 1, 1_000_000),
  /** Whole months of postings, besides the present one, that stay in the database whatever is asked. */
  LEDGER_ONLINE_MONTHS: wholeNumber(13, 1, 1200),
  /** Files of archived months are kept so long after the month's end. */
  LEDGER_ARCHIVE_RETENTION_YEARS: wholeNumber(7, 1, 100),
  /** So many members with a wrong password from unknown devices within ten minutes are taken for an attack. */
  STUFFED_MEMBERS_MAX: wholeNumber(50, 10, 1_000_000),
  /** Account numbers that one member may ask about, or send to in vain. */
  RECIPIENT_LOOK_UPS_PER_MINUTE: wholeNumber(60, 1, 1_000_000),
  /** Confirmations that one member may be asked for within ten minutes. */
  STEP_UPS_MAX: wholeNumber(60, 5, 1_000_000),
  /** From one network address. */
  SIGN_UPS_PER_HOUR: wholeNumber(10_000, 1, 1_000_000),
  /** Where mail goes: `smtp://user:password@host:587`, or `smtps://`. Without it mail stays in /dev/mailbox. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, abort: true, error: "must be an smtp:// or smtps:// address" })
    .refine((url) => new URL(url).hostname !== "", "must name a host")
    .optional(),
  /** Whom mail comes from: `Chickpay <no-reply@pay.example.kr>`. */
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      "must be an e-mail address, with a name or without",
    )
    .optional(),
  /** Whether signing up takes a code from one's mail. Always in production; elsewhere without a setting not. */
  SIGN_UP_EMAIL_CODE: z.enum(["required", "off"]).optional(),
  /** Whether money may be sent by phone number. Numbers are not proven by us. Without a setting: not in production. */
  FIND_BY_PHONE: z.enum(["on", "off"]).optional(),
  /** Base64url, as `npx web-push generate-vapid-keys` makes them. Without them nobody is told by Web Push. */
  VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[\w-]{87}$/, "must be a P-256 public key in base64url")
    .optional(),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, "must be a P-256 private key in base64url")
    .optional(),
  /** Whom a push service may ask about us: `mailto:` or `https:`. PUBLIC_URL when left out. */
  VAPID_SUBJECT: z
    .string()
    .regex(/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, "must be a mailto: or https:// address")
    .optional(),
  /** The push services that messages may go to: `host`, or `*.host` for all names below it. */
  PUSH_HOSTS: list(z.string().regex(PUSH_HOST, "must be host names"), PUSH_SERVICES),
  /** Asked for from one network address. */
  EMAIL_CODES_PER_HOUR: wholeNumber(100, 1, 1_000_000),
  /** What hashing a password costs (argon2id): hashes of a lower setting are made anew as their owners log in. */
  PASSWORD_HASH_MEMORY_KIB: wholeNumber(131_072, 19_456, 4_194_304),
  PASSWORD_HASH_PASSES: wholeNumber(3, 2, 20),
  /** How many of a member's last passwords, the present one among them, may not be the new one. */
  PASSWORD_HISTORY: wholeNumber(0, 0, 24),
  /** An older password logs nobody in before there is a new one; 0 is any age. */
  PASSWORD_MAX_AGE_DAYS: wholeNumber(0, 0, 3650),
  /** WebSockets open at once. */
  SOCKETS_PER_USER: wholeNumber(100, 1, 100_000),
  SOCKETS_PER_ADDRESS: wholeNumber(1000, 1, 1_000_000),
  DEMO_DATA: z.enum(["auto", "off"]).default("auto"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("warn"),
});

export interface Config
  extends Readonly<
    Omit<z.infer<typeof Environment>, "NODE_ENV" | "APP_ENV" | "DEMO_DATA" | "SIGN_UP_EMAIL_CODE" | "FIND_BY_PHONE">
  > {
  readonly production: boolean;
  readonly demoData: boolean;
  readonly signUpNeedsEmailCode: boolean;
  readonly findsByPhone: boolean;
}

/** Settings that cannot be used; the message lists all of them at once. */
export class ConfigError extends Error {}

/** The only reader of the environment. @throws ConfigError */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(present);
  const problems = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  if (!parsed.success || problems.length > 0) {
    throw new ConfigError(`These settings cannot be used – ${problems.join("; ")}.`);
  }
  const { NODE_ENV, APP_ENV, DEMO_DATA, SIGN_UP_EMAIL_CODE, FIND_BY_PHONE, ...settings } = parsed.data;
  const production = (APP_ENV ?? NODE_ENV) === "production";
  if (production) {
    const names = [
      "DATABASE_URL",
      "DATABASE_OWNER_URL",
      "ACCESS_TOKEN_PRIVATE_KEY",
      "RECEIPT_PRIVATE_KEY",
      "REFRESH_TOKEN_SECRET",
      "DATA_KEYS",
      "PUBLIC_URL",
      "SMTP_URL",
      "MAIL_FROM",
    ] as const;
    const missing = names.filter((name) => settings[name] === undefined);
    if (missing.length > 0) throw new ConfigError(`Production needs these settings: ${missing.join(", ")}.`);
    requireProtection(settings);
    requireHttps("PUBLIC_URL", settings.PUBLIC_URL ? [settings.PUBLIC_URL] : []);
    requireHttps("ALLOWED_ORIGINS", settings.ALLOWED_ORIGINS);
    if (settings.PUSH_HOSTS.some((host) => host.startsWith("http:"))) {
      throw new ConfigError("PUSH_HOSTS: production sends to host names alone.");
    }
    // Without codes, anybody learns who is a member and joins under an address of another's.
    if (SIGN_UP_EMAIL_CODE === "off") throw new ConfigError("SIGN_UP_EMAIL_CODE: production asks for codes.");
  } else if (settings.PUBLIC_URL && isPublished(new URL(settings.PUBLIC_URL))) {
    throw new ConfigError("PUBLIC_URL: is for others, and development shows everybody's mail; set APP_ENV=production.");
  }
  requireKeyPair(settings.VAPID_PUBLIC_KEY, settings.VAPID_PRIVATE_KEY);
  return Object.freeze({
    ...settings,
    production,
    demoData: DEMO_DATA === "auto" && !production,
    signUpNeedsEmailCode: (SIGN_UP_EMAIL_CODE ?? (production ? "required" : "off")) === "required",
    findsByPhone: (FIND_BY_PHONE ?? (production ? "off" : "on")) === "on",
  });
}

/** What can each be used, and not together. */
function contradictions(settings: z.infer<typeof Environment>): string[] {
  const { SESSION_IDLE_DAYS, SESSION_ABSOLUTE_DAYS, STAFF_SESSION_IDLE_MINUTES, STAFF_SESSION_HOURS } = settings;
  const problems: string[] = [];
  // Whoever sets one thinks that it counts.
  if (SESSION_IDLE_DAYS > SESSION_ABSOLUTE_DAYS) problems.push("SESSION_IDLE_DAYS: is more than SESSION_ABSOLUTE_DAYS");
  if (STAFF_SESSION_IDLE_MINUTES > STAFF_SESSION_HOURS * 60) {
    problems.push("STAFF_SESSION_IDLE_MINUTES: is more than STAFF_SESSION_HOURS");
  }
  return problems;
}

/** @throws ConfigError */
function requireHttps(name: string, urls: readonly string[]): void {
  if (urls.some((url) => new URL(url).protocol !== "https:")) {
    throw new ConfigError(`${name}: production needs https://.`);
  }
}

/** @throws ConfigError for half a pair, and for halves of two */
function requireKeyPair(publicKey: string | undefined, privateKey: string | undefined): void {
  if (publicKey === undefined && privateKey === undefined) return;
  if (publicKey === undefined || privateKey === undefined) {
    throw new ConfigError("VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY come together.");
  }
  if (publicHalf(privateKey) !== publicKey) {
    throw new ConfigError("VAPID_PUBLIC_KEY is not the public half of VAPID_PRIVATE_KEY.");
  }
}

/** Null for a number that is no private key. */
function publicHalf(privateKey: string): string | null {
  const pair = createECDH("prime256v1");
  try {
    pair.setPrivateKey(privateKey, "base64url");
    return pair.getPublicKey("base64url");
  } catch {
    return null;
  }
}

/** @throws ConfigError for a server behind us reached in clear, and for an application that owns the schema */
function requireProtection(
  settings: Pick<Config, (typeof DATABASES)[number] | "SMTP_URL" | "REDIS_URL" | "ALLOW_PLAINTEXT">,
): void {
  const databases = DATABASES.map((name) => ({ name, ...parseDatabaseUrl(name, settings[name] ?? "") }));
  const problems: string[] = [];
  if (!settings.ALLOW_PLAINTEXT.includes("database")) {
    for (const { name, host, ssl } of databases) {
      if (!isHere(host) && !isVerified(ssl)) problems.push(`${name}: needs ?sslmode=verify-full`);
    }
  }
  if (!settings.ALLOW_PLAINTEXT.includes("smtp") && settings.SMTP_URL && !isSafeMail(new URL(settings.SMTP_URL))) {
    problems.push("SMTP_URL: needs smtps:// or ?requireTLS=true");
  }
  if (!settings.ALLOW_PLAINTEXT.includes("redis") && settings.REDIS_URL && !isSafeRedis(new URL(settings.REDIS_URL))) {
    problems.push("REDIS_URL: needs rediss://");
  }
  if (problems.length > 0) {
    throw new ConfigError(`These settings send in clear – ${problems.join("; ")}. ALLOW_PLAINTEXT lets them.`);
  }
  if (new Set(databases.map(({ user }) => user)).size < databases.length) {
    throw new ConfigError("DATABASE_URL and DATABASE_OWNER_URL name the same user: the application may own nothing.");
  }
}

const DATABASES = ["DATABASE_URL", "DATABASE_OWNER_URL"] as const;

function parseDatabaseUrl(name: string, url: string) {
  try {
    return parseIntoClientConfig(url);
  } catch (error) {
    // It reads the certificates that the address names.
    throw new ConfigError(`${name}: ${(error as Error).message}.`);
  }
}

/** What never leaves the machine: its own addresses, and sockets in its file system. */
function isHere(host: string | undefined): boolean {
  return !host || /^(?:\/|localhost$|127(?:\.\d+){3}$|\[?::1\]?$)/.test(host);
}

/** A service that people use, and no laptop's. */
function isPublished({ protocol, hostname }: URL): boolean {
  return protocol === "https:" && !isHere(hostname);
}

/** Encrypted, and by whom it should be: without looking at certificates, anybody in between could be the server. */
function isVerified(ssl: ReturnType<typeof parseIntoClientConfig>["ssl"]): boolean {
  if (typeof ssl !== "object") return Boolean(ssl);
  // What takes any name of a known authority sets a function that looks at none.
  return ssl.rejectUnauthorized !== false && ssl.checkServerIdentity === undefined;
}

function isSafeMail({ protocol, hostname, searchParams }: URL): boolean {
  const isEncrypted = protocol === "smtps:" || searchParams.get("requireTLS") === "true";
  // What asks for both is a mistake, and a service's name stands for a server and settings of its own.
  const isSure = isEncrypted && !searchParams.has("ignoreTLS") && !searchParams.has("service");
  return isHere(hostname) || (isSure && searchParams.get("tls.rejectUnauthorized") !== "false");
}

function isSafeRedis({ protocol, hostname }: URL): boolean {
  return isHere(hostname) || protocol === "rediss:";
}
