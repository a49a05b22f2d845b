import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCounterPool, createDataSource, createJobPool, createLedgerPool } from "../../src/data-source.js";

/**
 * A server that dies just as it has let somebody in: its welcome and its last words come in one packet, which no
 * killed server does on demand. The driver reads both before anything that waited for the welcome runs, so a
 * connection whose errors nobody listens to yet would end the process.
 */
const WELCOME = Buffer.concat([message("R", Buffer.alloc(4)), message("Z", Buffer.from("I"))]);
const LAST_WORDS = message("E", Buffer.from("SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0"));

const server = createServer((socket: Socket) => {
  socket.on("error", () => undefined);
  socket.once("data", () => socket.end(Buffer.concat([WELCOME, LAST_WORDS])));
});
let url: string;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `postgres://somebody@127.0.0.1:${(server.address() as AddressInfo).port}/any`;
});

afterAll(() => void server.close());

test.each([
  ["ledger", () => createLedgerPool({ url }, 1)],
  ["counters", () => createCounterPool({ url })],
  ["jobs", () => createJobPool({ url })],
] as const)("a connection of the %s that breaks as it is made is an error of the query", async (_which, create) => {
  const pool = create();
  await expect(pool.query("SELECT 1")).rejects.toThrow();
  await expect(pool.connect().then((client) => client.query("SELECT 1"))).rejects.toThrow();
  await pool.end();
});

test("a connection of the application that breaks as it is made is an error of the query", async () => {
  const source = createDataSource({ url }, 1);
  await expect(source.initialize()).rejects.toThrow();
});

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5, type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
