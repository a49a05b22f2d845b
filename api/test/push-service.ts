import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { type JWTPayload, jwtVerify } from "jose";
import type { Member } from "./api-harness.js";

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What a browser vendor's push service takes (RFC 8030): it answers as it is told and cannot read what it is given. */
export async function startPushService() {
  const received: Received[] = [];
  /** The next answers; 201 when there is none left. */
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(answers.shift() ?? 201, { location: "http://127.0.0.1:1/elsewhere" }).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
  const { port } = server.address() as { port: number };
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    received,
    answers,
    browser: () => makeBrowser(origin, received),
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

export type PushService = Awaited<ReturnType<typeof startPushService>>;
export type Browser = ReturnType<typeof makeBrowser>;

/** A browser's side of it: an address, and the keys for what comes there. */
function makeBrowser(origin: string, received: readonly Received[]) {
  const pair = createECDH("prime256v1");
  const publicKey = pair.generateKeys();
  const auth = randomBytes(16);
  const path = `/push/${randomBytes(24).toString("base64url")}`;
  return {
    input: { endpoint: origin + path, p256dh: publicKey.toString("base64url"), auth: auth.toString("base64url") },
    requests: () => received.filter((each) => each.path === path),
    /** What it was told, decrypted as browsers do (RFC 8291 and 8188). */
    told: () =>
      received
        .filter((each) => each.path === path)
        .map(({ body }) => {
          const salt = body.subarray(0, 16);
          const keyEnd = 21 + (body[20] ?? 0);
          const sender = body.subarray(21, keyEnd);
          const info = Buffer.concat([Buffer.from("WebPush: info\0"), publicKey, sender]);
          const secret = Buffer.from(hkdfSync("sha256", pair.computeSecret(sender), auth, info, 32));
          const derived = (what: string, length: number) =>
            Buffer.from(hkdfSync("sha256", secret, salt, `Content-Encoding: ${what}\0`, length));
          const decipher = createDecipheriv("aes-128-gcm", derived("aes128gcm", 16), derived("nonce", 12));
          decipher.setAuthTag(body.subarray(-16));
          const padded = Buffer.concat([decipher.update(body.subarray(keyEnd, -16)), decipher.final()]);
          return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString());
        }),
  };
}

/** Who says to have sent it (VAPID, RFC 8292). @throws Error when the signature is not that key's */
export async function senderOf(
  { headers }: { headers: IncomingHttpHeaders },
  publicKey: string,
): Promise<JWTPayload & { key: string }> {
  const [, token = "", key = ""] = /^vapid t=([^,]+), ?k=([\w-]+)$/.exec(headers.authorization ?? "") ?? [];
  const point = Buffer.from(publicKey, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((each) => each.toString("base64url"));
  const verifier = createPublicKey({
    format: "jwk",
    key: { kty: "EC", crv: "P-256", x: x as string, y: y as string },
  });
  return { ...(await jwtVerify(token, verifier, { algorithms: ["ES256"] })).payload, key };
}

export const PUSH = `pushNotifications { publicKey isOn hidesAmounts others }`;

export async function subscribe(member: Pick<Member, "client">, input: object) {
  const { subscribeToPush } = await member.client.data(
    `mutation ($i: SubscribeToPushInput!) { subscribeToPush(input: $i) { __typename ... on PushChanged { ${PUSH} }
       ... on InvalidInput { fields { path message } } } }`,
    { i: input },
  );
  return subscribeToPush;
}

export const pushState = async (member: Pick<Member, "client">) =>
  (await member.client.data(`{ ${PUSH} }`)).pushNotifications;
