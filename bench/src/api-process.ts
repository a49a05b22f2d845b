import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { AccessTokenService } from "@chickpay/api/access-token";
import { generateSigningKey } from "@chickpay/api/signing-keys";
import getPort from "get-port";
import { Pool } from "undici";
import type { Book } from "./book.ts";
import type { Account } from "./world.ts";

/** The API in a process of its own, asked over HTTP as the web app asks. */
export interface Api {
  port: number;
  /** @returns the answer's text @throws for anything but a 200 without errors */
  ask(caller: Account, operation: Operation, variables: object): Promise<string>;
  /** Stops the whole process, its readers of events too, and lets it go on. */
  rest(isResting: boolean): void;
  close(): Promise<void>;
}

export interface Operation {
  operationName: string;
  extensions: { persistedQuery: { version: 1; sha256Hash: string } };
}

/** Signs for every process of a bench, as processes of one deployment share their key. */
export const signingKey = generateSigningKey();
const dataKeys = `bench:${randomBytes(32).toString("base64")}`;

/** What a process of the product is told, to work on a book. */
function environmentOf(book: Book): NodeJS.ProcessEnv {
  return {
    ...process.env,
    APP_ENV: "production",
    NODE_ENV: "production",
    DATABASE_URL: book.appUrl,
    DATABASE_OWNER_URL: book.ownerUrl,
    // Whoever benches a server of their own need not have a certificate.
    ALLOW_PLAINTEXT: "database",
    ACCESS_TOKEN_PRIVATE_KEY: signingKey,
    RECEIPT_PRIVATE_KEY: signingKey,
    DATA_KEYS: dataKeys,
    PUBLIC_URL: "https://bench.example",
    // Nothing here writes mail.
    SMTP_URL: "smtp://127.0.0.1:9",
    MAIL_FROM: "no-reply@bench.example",
    // A bench is a thousand people at one address, and one of them with a thousand screens.
    SOCKETS_PER_USER: "100000",
    SOCKETS_PER_ADDRESS: "100000",
    REFRESH_TOKEN_SECRET: "only used by sessions, which a bench has none of",
  };
}

/** Takes in all events of a book at once, as `npm run insights:rebuild` does: the API's own readers leave others room. */
export async function takeInEvents(book: Book): Promise<void> {
  const command = fileURLToPath(import.meta.resolve("@chickpay/api/rebuild-insights"));
  const rebuild = spawn(process.execPath, [command], {
    env: environmentOf(book),
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(rebuild, "exit");
  if (code !== 0) throw new Error("the events of the book were not taken in");
}

/** `BENCH_NODE_ARGS` are arguments for its Node: `--cpu-prof --cpu-prof-dir=profiles` shows where the time goes. */
export async function startApi(book: Book, options: { connections: number }): Promise<Api> {
  const port = await getPort({ host: "127.0.0.1" });
  const extra = process.env.BENCH_NODE_ARGS?.split(" ") ?? [];
  const args = [...extra, fileURLToPath(import.meta.resolve("@chickpay/api/main"))];
  const api = spawn(process.execPath, args, {
    env: { ...environmentOf(book), PORT: String(port), HOST: "127.0.0.1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  // No pipelining: each connection is a client that waits for its answer.
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: options.connections, pipelining: 1 });
  const rest = (isResting: boolean) => void api.kill(isResting ? "SIGSTOP" : "SIGCONT");
  const close = async () => {
    rest(false);
    await pool.close();
    api.kill("SIGTERM");
    if (api.exitCode === null && api.signalCode === null) await once(api, "exit");
  };
  try {
    await waitUntilReady(api, pool);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    port,
    async ask(caller, operation, variables) {
      const body = JSON.stringify({ ...operation, variables });
      const { status, text } = await post(pool, await tokenOf(caller.userId), body);
      if (status !== 200 || text.includes('"errors"')) throw new Error(`${status} ${text}`);
      return text;
    },
    rest,
    close,
  };
}

/** By undici's own interface: a generator that shares the cores with what it measures should be light. */
function post(pool: Pool, authorization: string, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    const headers = { "content-type": "application/json", accept: "application/json", authorization };
    pool.dispatch(
      { method: "POST", path: "/graphql", headers, body },
      {
        // Its presence tells undici which of its two interfaces this is.
        onRequestStart() {},
        onResponseStart(_controller, statusCode) {
          status = statusCode;
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          resolve({ status, text: (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString() });
        },
        onResponseError(_controller, error) {
          reject(error);
        },
      },
    );
  });
}

const tokens = new Map<string, string>();
const issuer = new AccessTokenService(signingKey);

/** `Bearer …`, kept: a client shows one token many times. */
export async function tokenOf(userId: string): Promise<string> {
  const known = tokens.get(userId);
  if (known !== undefined) return known;
  const token = await newToken(userId);
  tokens.set(userId, token);
  return token;
}

/** Of a session of its own. */
export async function newToken(userId: string): Promise<string> {
  // The bench may outlast a token's ten minutes.
  const later = new Date(Date.now() + 2 * 3_600_000);
  const { token } = await issuer.issue(userId as never, randomUUID() as never, later);
  return `Bearer ${token}`;
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
