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
    for (const SMTP_URL of [...refused, "smtps://mail.example?tls.rejectUnauthorized=false"]) {
      expect(read({ SMTP_URL }), SMTP_URL).toThrow(/SMTP_URL: needs smtps/);
      expect(read({ SMTP_URL, ALLOW_PLAINTEXT: "database" })).toThrow(/SMTP_URL/);
      expect(read({ SMTP_URL, ALLOW_PLAINTEXT: "smtp" })).not.toThrow();
    }
    for (const SMTP_URL of ["smtp://mail.example:587?requireTLS=true", "smtp://127.0.0.1:25", "smtp://[::1]:25"]) {
      expect(read({ SMTP_URL }), SMTP_URL).not.toThrow();
    }
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
  });
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
