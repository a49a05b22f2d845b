import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ConfigError, readConfig } from "../../src/config.js";
import { startTestApi, type TestApi } from "../api-harness.js";
import { codeIn, mailsTo, requestCode, startReceiver } from "../mailbox.js";

const someone = () => `${randomUUID()}@test.example`;

describe("with a mail server", () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let api: TestApi;
  beforeAll(async () => {
    receiver = await startReceiver();
    api = await startTestApi({ SMTP_URL: receiver.url, MAIL_FROM: "칙페이 <no-reply@pay.example>" });
  });
  afterAll(async () => {
    await api.close();
    await receiver.close();
  });

  const rowOf = async (id: string) => (await api.owner.query(`SELECT * FROM mails WHERE id = $1`, [id])).rows[0];
  const newest = async () =>
    (await api.owner.query(`SELECT id FROM mails ORDER BY created_at DESC LIMIT 1`)).rows[0].id as string;
  const metrics = async () => (await fetch(`${api.url}/metrics`)).text();
  const dueNow = () => api.owner.query(`UPDATE mails SET due_at = clock_timestamp() WHERE state = 'waiting'`);

  test("a mail goes out after the commit, says who it is from, and nothing of it stays", async () => {
    const email = someone();
    await requestCode(api, email);
    const id = await newest();
    await vi.waitFor(async () => expect((await rowOf(id)).state).toBe("sent"), { timeout: 10_000 });
    const mail = receiver.received.find((each) => each.includes(email)) ?? "";
    expect(mail).toContain(`Message-ID: <${id}@pay.example>`);
    expect(mail).toMatch(/^From: =\?UTF-8\?\S+ <no-reply@pay.example>/m);
    expect(mail).toMatch(/text\/plain; charset=utf-8[\s\S]*text\/html; charset=utf-8/);
    expect(await rowOf(id)).toMatchObject({ recipient: null, subject: null, body_text: null, body_html: null });
    expect((await fetch(`${api.url}/dev/mailbox`)).status).toBe(404);
  });

  test("a server that refuses for now is asked again, and gets the same mail once", async () => {
    const email = someone();
    receiver.behaviour.refuseWith = 451;
    await requestCode(api, email);
    const id = await newest();
    await vi.waitFor(async () => expect((await rowOf(id)).last_error).toBe("451"), { timeout: 10_000 });
    expect(await rowOf(id)).toMatchObject({ state: "waiting", recipient: email });
    receiver.behaviour.refuseWith = 0;
    await dueNow();
    await vi.waitFor(async () => expect((await rowOf(id)).state).toBe("sent"), { timeout: 10_000 });
    expect(receiver.received.filter((each) => each.includes(email))).toHaveLength(1);
    expect(await metrics()).toMatch(/chickpay_mails_total\{outcome="retried"\} [1-9]/);
  });

  test("an address that does not exist is given up at once, without a trace of it", async () => {
    const email = someone();
    receiver.behaviour.refuseWith = 550;
    await requestCode(api, email);
    const id = await newest();
    await vi.waitFor(async () => expect((await rowOf(id)).state).toBe("failed"), { timeout: 10_000 });
    receiver.behaviour.refuseWith = 0;
    expect(await rowOf(id)).toMatchObject({ attempts: 1, last_error: "550", recipient: null, body_text: null });
    await vi.waitFor(async () => expect(await metrics()).toMatch(/chickpay_mails_total\{outcome="failed"\} [1-9]/));
    expect(await metrics()).not.toContain(email);
  });

  test("a code that could not be sent in time is not sent late", async () => {
    const email = someone();
    receiver.behaviour.refuseWith = 451;
    await requestCode(api, email);
    const id = await newest();
    await vi.waitFor(async () => expect((await rowOf(id)).attempts).toBe(1), { timeout: 10_000 });
    await api.owner.query(`UPDATE mails SET send_before = clock_timestamp() WHERE id = $1`, [id]);
    receiver.behaviour.refuseWith = 0;
    await dueNow();
    await vi.waitFor(async () => expect((await rowOf(id)).state).toBe("failed"), { timeout: 10_000 });
    expect(receiver.received.filter((each) => each.includes(email))).toHaveLength(0);
  });

  test("two processes send each mail once", async () => {
    const other = await api.another();
    try {
      const before = receiver.received.length;
      await Promise.all(Array.from({ length: 40 }, () => requestCode(api, someone())));
      await vi.waitFor(() => expect(receiver.received.length - before).toBe(40), { timeout: 15_000 });
      await new Promise((done) => setTimeout(done, 1_500));
      expect(receiver.received.length - before).toBe(40);
      const ids = receiver.received.map((mail) => /Message-ID: (\S+)/.exec(mail)?.[1]);
      expect(new Set(ids).size).toBe(ids.length);
    } finally {
      await other.stop();
    }
  });
});

test("a mail of a transaction that is undone is never sent", async () => {
  const api = await startTestApi();
  try {
    const { mail } = api.application.services;
    const to = someone();
    await expect(
      api.application.source.transaction(async (tx) => {
        await mail.write(tx, { template: "password_changed", to, language: "ko", details: {} });
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect(await mailsTo(api, to)).toEqual([]);
  } finally {
    await api.close();
  }
});

test("without a mail server mails are read in the development mailbox, under the site's own policy", async () => {
  const api = await startTestApi();
  try {
    const page = async (path: string, language = "ko") => {
      const response = await fetch(`${api.url}${path}`, {
        headers: { accept: "text/html", "accept-language": language },
      });
      expect(response.status).toBe(200);
      expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
      return response.text();
    };
    expect(await page("/dev/mailbox")).toContain("아직 온 메일이 없어요");
    expect(await page("/dev/mailbox", "en")).toContain("No mail yet");
    const [first, second] = [someone(), someone()];
    await requestCode(api, first);
    await requestCode(api, second);
    const list = await page("/dev/mailbox");
    expect(list.indexOf(second)).toBeGreaterThan(0);
    expect(list.indexOf(second)).toBeLessThan(list.indexOf(first));
    expect(list).not.toMatch(/<script|javascript:|\son\w+=/);
    const [mail] = await mailsTo(api, first);
    expect(await page(`/dev/mailbox/${mail?.id}`)).toContain(codeIn(mail));
    expect(await page("/dev/mailbox/unknown")).toContain("개발용 메일함");
  } finally {
    await api.close();
  }
});

test("production needs a mail server and asks for codes; development need not", () => {
  const production = {
    APP_ENV: "production",
    DATABASE_URL: "postgresql://chickpay@localhost/chickpay",
    DATABASE_OWNER_URL: "postgresql://owner@localhost/chickpay",
    ACCESS_TOKEN_PRIVATE_KEY: "key",
    RECEIPT_PRIVATE_KEY: "key",
    REFRESH_TOKEN_SECRET: "s".repeat(32),
    DATA_KEYS: "k1:key",
    PUBLIC_URL: "https://pay.example",
  };
  expect(() => readConfig(production)).toThrow(ConfigError);
  expect(() => readConfig(production)).toThrow(/SMTP_URL, MAIL_FROM/);
  const mail = { SMTP_URL: "smtps://user:secret@mail.example:465", MAIL_FROM: "Chickpay <no-reply@pay.example>" };
  expect(readConfig({ ...production, ...mail }).signUpNeedsEmailCode).toBe(true);
  expect(() => readConfig({ ...production, ...mail, SIGN_UP_EMAIL_CODE: "off" })).toThrow(/SIGN_UP_EMAIL_CODE/);
  expect(readConfig({}).signUpNeedsEmailCode).toBe(false);
  expect(() => readConfig({ SMTP_URL: "http://mail.example" })).toThrow(/smtp/);
  expect(() => readConfig({ MAIL_FROM: "a@b.example\r\nBcc: c@d.example" })).toThrow(/MAIL_FROM/);
});
