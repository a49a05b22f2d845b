import { SMTPServer } from "smtp-server";
import { expect } from "vitest";
import type { TestApi } from "./api-harness.js";

export interface MailSeen {
  id: string;
  template: string;
  recipient: string;
  subject: string;
  text: string;
}

/** The mails to an address, oldest first, as they lie in the development mailbox. */
export async function mailsTo(api: TestApi, address: string): Promise<MailSeen[]> {
  const { rows } = await api.owner.query(
    `SELECT id, template, recipient, subject, body_text AS text FROM mails WHERE recipient = $1 ORDER BY created_at`,
    [address],
  );
  return rows;
}

export function codeIn(mail: MailSeen | undefined): string {
  const [code] = /^\d{6}$/m.exec(mail?.text ?? "") ?? [];
  if (!code) throw new Error(`no code in ${JSON.stringify(mail)}`);
  return code;
}

const REQUEST = `mutation ($input: RequestEmailCodeInput!) { requestEmailCode(input: $input) { __typename
  ... on EmailCodeSent { validForSeconds askAgainAfterSeconds } ... on TooManyAttempts { retryAfterSeconds }
  ... on InvalidInput { fields { path message } } ... on UserError { code message } } }`;

export async function requestCode(api: Pick<TestApi, "client">, email: string, purpose = "SIGN_UP", language = "ko") {
  const client = api.client();
  client.language = language;
  return (await client.data(REQUEST, { input: { email, purpose } })).requestEmailCode;
}

/** Asks for a code and reads it where its owner would. */
export async function codeFor(api: TestApi, email: string, purpose = "SIGN_UP"): Promise<string> {
  expect((await requestCode(api, email, purpose)).__typename).toBe("EmailCodeSent");
  return codeIn((await mailsTo(api, email)).at(-1));
}

/** A mail server that takes what comes, except while it is told to refuse with an SMTP code. */
export async function startReceiver() {
  const received: string[] = [];
  const behaviour = { refuseWith: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo(address, _session, callback) {
      const { refuseWith } = behaviour;
      if (refuseWith === 0) return callback();
      callback(Object.assign(new Error(`no ${address.address} here`), { responseCode: refuseWith }));
    },
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        received.push(Buffer.concat(chunks).toString());
        callback();
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
  const { port } = server.server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    behaviour,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}
