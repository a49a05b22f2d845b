import { createECDH, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { decrypt } from "http_ece";

/** Of a message, what the service worker is handed. */
export interface Told {
  tag: string;
  title: string;
  text: string;
  path: string;
}

/** A push service on this machine, in place of the browser maker's, which needs a network; and a browser's keys. */
export async function startPushService() {
  const bodies = new Map<string, Buffer[]>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      bodies.set(path, [...(bodies.get(path) ?? []), Buffer.concat(chunks)]);
      response.writeHead(201).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    /** What `PushManager.subscribe` gives, and what came there, opened with its keys. */
    browser() {
      const privateKey = createECDH("prime256v1");
      const p256dh = privateKey.generateKeys("base64url");
      const auth = randomBytes(16).toString("base64url");
      const path = `/${randomBytes(16).toString("base64url")}`;
      return {
        subscription: { endpoint: origin + path, keys: { p256dh, auth } },
        told: (): Told[] =>
          (bodies.get(path) ?? []).map((body) =>
            JSON.parse(decrypt(body, { version: "aes128gcm", privateKey, authSecret: auth }).toString()),
          ),
      };
    },
    async stop() {
      server.close();
      await once(server, "close");
    },
  };
}

export type PushService = Awaited<ReturnType<typeof startPushService>>;
