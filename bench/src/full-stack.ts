import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { AccessTokenService } from "@chickpay/api/access-token";
import { Pool } from "undici";
import type { Contender } from "./contender.ts";
import type { World } from "./world.ts";

/** The operation as the web app sends it. */
const TRANSFER = `mutation Transfer($input: TransferInput!) {
  transfer(input: $input) {
    __typename
    ... on TransferSuccess {
      transfer { id amount recipientName recordedAt __typename }
      account { id balance available version __typename }
      replayed
    }
    ... on UserError { code message }
  }
}`;

/** The API in a process of its own, asked over HTTP with a token: everything a client's transfer goes through. */
export async function fullStack(
  databases: { ownerUrl: string; appUrl: string },
  world: World,
  signingKey: string,
  connections: number,
): Promise<Contender> {
  const port = await freePort();
  const api = spawn(process.execPath, [fileURLToPath(import.meta.resolve("@chickpay/api/main"))], {
    env: {
      ...process.env,
      APP_ENV: "production",
      NODE_ENV: "production",
      PORT: String(port),
      HOST: "127.0.0.1",
      DATABASE_URL: databases.appUrl,
      DATABASE_OWNER_URL: databases.ownerUrl,
      ACCESS_TOKEN_PRIVATE_KEY: signingKey,
      REFRESH_TOKEN_SECRET: "only used by sessions, which a bench has none of",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 });
  await waitUntilReady(api, pool);
  const tokens = await mintTokens(world.users, signingKey);
  return {
    name: `G  full stack (${connections} connections)`,
    async transfer(from, to) {
      const { statusCode, body } = await pool.request({
        method: "POST",
        path: "/graphql",
        headers: {
          "content-type": "application/json",
          accept: "application/json",
          authorization: tokens.get(from.userId) as string,
        },
        body: JSON.stringify({
          operationName: "Transfer",
          query: TRANSFER,
          variables: {
            input: { fromAccountId: from.id, toAccountNumber: to.number, amount: "1", idempotencyKey: randomUUID() },
          },
        }),
      });
      const text = await body.text();
      if (statusCode !== 200 || !text.includes('"TransferSuccess"')) throw new Error(`${statusCode} ${text}`);
    },
    async close() {
      await pool.close();
      api.kill("SIGTERM");
      if (api.exitCode === null) await once(api, "exit");
    },
  };
}

async function mintTokens(users: readonly string[], signingKey: string): Promise<Map<string, string>> {
  const service = new AccessTokenService(signingKey);
  const tokens = new Map<string, string>();
  for (const user of users) {
    // The bench may outlast a token's ten minutes.
    const later = new Date(Date.now() + 50 * 60_000);
    const { token } = await service.issue(user as never, randomUUID() as never, later);
    tokens.set(user, `Bearer ${token}`);
  }
  return tokens;
}

async function waitUntilReady(api: ChildProcess, pool: Pool): Promise<void> {
  for (let i = 0; i < 600 && api.exitCode === null; i++) {
    const ready = await pool.request({ method: "GET", path: "/readyz" }).then(
      async ({ statusCode, body }) => {
        await body.dump();
        return statusCode === 200;
      },
      () => false,
    );
    if (ready) return;
    await sleep(50);
  }
  throw new Error("the API did not come up");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}
