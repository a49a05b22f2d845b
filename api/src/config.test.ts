import { describe, expect, test } from "vitest";
import { readConfig } from "./config.js";
import { generatePushKeys } from "./infra/push/push-sender.js";

const production = {
  APP_ENV: "production",
  DATABASE_URL: "postgresql://chickpay@db.example/chickpay?sslmode=verify-full",
  DATABASE_OWNER_URL: "postgresql://owner@db.example/chickpay?sslmode=verify-full",
  ACCESS_TOKEN_PRIVATE_KEY: "key",
  RECEIPT_PRIVATE_KEY: "key",
  REFRESH_TOKEN_SECRET: "s".repeat(32),
  DATA_KEYS: "k1:key",
  PUBLIC_URL: "https://pay.example",
  SMTP_URL: "smtps://user:secret@mail.example:465",
  MAIL_FROM: "no-reply@pay.example",
};
const read = (change: Record<string, string>) => () => readConfig({ ...production, ...change });

describe("in production", () => {
  test("the application does not log in as the owner of the schema", () => {
    expect(read({})).not.toThrow();
    expect(read({ DATABASE_OWNER_URL: "" })).toThrow(/needs these settings: DATABASE_OWNER_URL\./);
    expect(read({ DATABASE_OWNER_URL: production.DATABASE_URL })).toThrow(/same user/);
    expect(() => readConfig({ DATABASE_URL: production.DATABASE_URL })).not.toThrow();
  });

  test.each([
    "postgresql://chickpay@db.example/chickpay",
    "postgresql://chickpay@db.example/chickpay?sslmode=disable",
    "postgresql://chickpay@db.example/chickpay?sslmode=no-verify",
    "postgresql://chickpay@db.example/chickpay?sslmode=require&uselibpqcompat=true",
    "postgresql://chickpay@db.example/chickpay?uselibpqcompat=true&sslmode=verify-ca&sslrootcert=package.json",
    "postgresql://chickpay@db.example/chickpay?uselibpqcompat=true&sslmode=require&sslrootcert=package.json",
    "postgresql://chickpay@10.0.0.7/chickpay",
    "postgresql://chickpay@localhost.example/chickpay",
    "postgresql://chickpay@127.0.0.1.example/chickpay",
  ])("the database is not reached in clear: %s", (DATABASE_URL) => {
    expect(read({ DATABASE_URL })).toThrow(/DATABASE_URL: needs \?sslmode=verify-full/);
    expect(read({ DATABASE_URL, ALLOW_PLAINTEXT: "smtp" })).toThrow();
    expect(read({ DATABASE_URL, ALLOW_PLAINTEXT: "smtp, database" })).not.toThrow();
    expect(() => readConfig({ DATABASE_URL })).not.toThrow();
  });

  test.each([
    "postgresql://chickpay@localhost/chickpay",
    "postgresql://chickpay@127.0.0.1:5433/chickpay",
    "postgresql://chickpay@[::1]/chickpay",
    "postgresql://chickpay@%2Fvar%2Frun%2Fpostgresql/chickpay",
    "socket:/var/run/postgresql?db=chickpay",
  ])("what stays on the machine may: %s", (DATABASE_URL) => {
    expect(read({ DATABASE_URL })).not.toThrow();
  });

  test("mail goes over TLS, or not far", () => {
    const refused = ["smtp://mail.example", "smtp://mail.example:587?requireTLS=false"];
    const loose = ["smtps://mail.example?tls.rejectUnauthorized=false", "smtps://mail.example?ignoreTLS=true"];
    const mixed = ["smtp://mail.example?requireTLS=true&ignoreTLS=true", "smtps://mail.example?service=Maildev"];
    for (const SMTP_URL of [...refused, ...loose, ...mixed]) {
      expect(read({ SMTP_URL }), SMTP_URL).toThrow(/SMTP_URL: needs smtps/);
      expect(read({ SMTP_URL, ALLOW_PLAINTEXT: "database" })).toThrow(/SMTP_URL/);
      expect(read({ SMTP_URL, ALLOW_PLAINTEXT: "smtp" })).not.toThrow();
    }
    for (const SMTP_URL of ["smtp://mail.example:587?requireTLS=true", "smtp://127.0.0.1:25", "smtp://[::1]:25"]) {
      expect(read({ SMTP_URL }), SMTP_URL).not.toThrow();
    }
    expect(read({ SMTP_URL: "smtp://?host=mail.example" })).toThrow(/SMTP_URL: must name a host/);
    expect(read({ ALLOW_PLAINTEXT: "everything" })).toThrow(/ALLOW_PLAINTEXT/);
  });

  test("Redis is reached over TLS, or not far", () => {
    const REDIS_URL = "redis://:secret@redis.example:6379";
    expect(read({ REDIS_URL })).toThrow(/REDIS_URL: needs rediss:/);
    expect(read({ REDIS_URL: "rediss://redis.example?tls=" })).toThrow(/REDIS_URL/);
    // The client reads no capitals.
    expect(read({ REDIS_URL: "REDISS://redis.example" })().REDIS_URL).toBe("rediss://redis.example");
    expect(read({ REDIS_URL, ALLOW_PLAINTEXT: "database,smtp" })).toThrow(/REDIS_URL/);
    expect(read({ REDIS_URL, ALLOW_PLAINTEXT: "redis" })).not.toThrow();
    expect(() => readConfig({ REDIS_URL })).not.toThrow();
    for (const safe of ["rediss://redis.example", "redis://127.0.0.1:6379", "redis://[::1]:6379/1"]) {
      expect(read({ REDIS_URL: safe }), safe).not.toThrow();
    }
    expect(read({ REDIS_URL: "http://redis.example" })).toThrow(/must be a redis:/);
    const elsewhere = ["rediss://", "redis://:secret@", "redis://localhost?host=redis.example", "redis://?host=x"];
    for (const other of [...elsewhere, "rediss://redis.example?keyPrefix=x", "redis://localhost?sentinels=[]"]) {
      expect(read({ REDIS_URL: other }), other).toThrow(/REDIS_URL: must/);
    }
  });

  test.each([
    "http://pay.example",
    "https://user:secret@pay.example",
    "https://user@pay.example",
    "https://pay.example/?from=mail",
    "https://pay.example/#home",
  ])("people do not find the web app at %s", (PUBLIC_URL) => {
    expect(read({ PUBLIC_URL })).toThrow(/PUBLIC_URL/);
    expect(read({ PUBLIC_URL: "pay.example" })).toThrow(/PUBLIC_URL/);
    expect(read({ PUBLIC_URL: "https://pay.example/" })).not.toThrow();
    expect(() => readConfig({ PUBLIC_URL: "http://localhost:4000" })).not.toThrow();
  });

  test.each([
    "http://pay.example",
    "https://pay.example/",
    "https://pay.example/app",
    "https://user@pay.example",
    "https://pay.example:443",
    "https://Pay.example",
  ])("no page asks from %s", (origin) => {
    expect(read({ ALLOWED_ORIGINS: `https://app.example,${origin}` })).toThrow(/ALLOWED_ORIGINS/);
    expect(read({ ALLOWED_ORIGINS: "https://app.example, https://pay.example:8443" })).not.toThrow();
    expect(() => readConfig({ ALLOWED_ORIGINS: "http://localhost:5173" })).not.toThrow();
  });
});

test.each(["Production", "prod", "staging"])("%s is no word for either environment", (word) => {
  expect(() => readConfig({ NODE_ENV: word })).toThrow(/NODE_ENV/);
  expect(() => readConfig({ APP_ENV: word })).toThrow(/APP_ENV/);
  expect(() => readConfig({ NODE_ENV: "production" })).toThrow(/Production needs/);
  expect(readConfig({ NODE_ENV: "production", APP_ENV: "development" }).production).toBe(false);
  expect(readConfig({ NODE_ENV: "test" }).production).toBe(false);
});

test("no session may be idle for longer than it lives", () => {
  expect(read({ SESSION_IDLE_DAYS: "91" })).toThrow(/SESSION_IDLE_DAYS: is more than SESSION_ABSOLUTE_DAYS/);
  expect(read({ SESSION_IDLE_DAYS: "90" })).not.toThrow();
  expect(read({ STAFF_SESSION_IDLE_MINUTES: "61", STAFF_SESSION_HOURS: "1" })).toThrow(/STAFF_SESSION_IDLE_MINUTES/);
});

test("what others use is no developer's, whoever forgot to say so", () => {
  for (const PUBLIC_URL of ["https://pay.example", "https://localhost.example", "https://10.0.0.7"]) {
    expect(() => readConfig({ PUBLIC_URL }), PUBLIC_URL).toThrow(/PUBLIC_URL: .* set APP_ENV=production/);
    expect(() => readConfig({ PUBLIC_URL, APP_ENV: "development" })).toThrow(/PUBLIC_URL/);
    expect(read({ PUBLIC_URL }), PUBLIC_URL).not.toThrow();
  }
  for (const PUBLIC_URL of [
    "https://localhost:5173",
    "https://127.0.0.1",
    "https://[::1]:4000",
    "http://laptop:4000",
  ]) {
    expect(() => readConfig({ PUBLIC_URL }), PUBLIC_URL).not.toThrow();
  }
});

describe("keys for Web Push", () => {
  const keyPair = () => {
    const { publicKey, privateKey } = generatePushKeys();
    return { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey };
  };
  const pair = keyPair();

  test("come in pairs", () => {
    expect(read(pair)).not.toThrow();
    expect(read({ VAPID_PUBLIC_KEY: pair.VAPID_PUBLIC_KEY })).toThrow(/come together/);
    expect(read({ ...pair, VAPID_PRIVATE_KEY: keyPair().VAPID_PRIVATE_KEY })).toThrow(/not the public half/);
    expect(read({ ...pair, VAPID_PRIVATE_KEY: "A".repeat(43) })).toThrow(/not the public half/);
    expect(read({ ...pair, VAPID_PRIVATE_KEY: "key" })).toThrow(/VAPID_PRIVATE_KEY/);
  });

  test("are used with services that have names", () => {
    expect(read({})().PUSH_HOSTS).toContain("*.push.apple.com");
    for (const PUSH_HOSTS of ["10.0.0.1", "localhost", "https://push.example", "*", "push.example:8443"]) {
      expect(read({ PUSH_HOSTS }), PUSH_HOSTS).toThrow(/PUSH_HOSTS/);
    }
    expect(read({ PUSH_HOSTS: "http://127.0.0.1:8080" })).toThrow(/PUSH_HOSTS: production sends to host names alone/);
    expect(() => readConfig({ PUSH_HOSTS: "http://127.0.0.1:8080" })).not.toThrow();
  });
});

test("the end of maintenance is one moment everywhere", () => {
  expect(() => readConfig({ MAINTENANCE_UNTIL: "2026-12-01T03:00:00" })).toThrow(/MAINTENANCE_UNTIL.*offset/);
  const { MAINTENANCE_UNTIL } = readConfig({ MAINTENANCE_UNTIL: "2026-12-01T03:00:00+09:00" });
  expect(MAINTENANCE_UNTIL).toEqual(new Date("2026-11-30T18:00:00Z"));
});
