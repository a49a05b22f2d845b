import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { deposit, type Member, startTestApi, type TestApi, transfer } from "../api-harness.js";

let api: TestApi;
const clients: Client[] = [];
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.dispose()));
  await api.expectSoundBook();
  await api.close();
});

interface Update {
  accountId: string;
  balance: string;
  available: string;
  version: string;
  transactionId: string | null;
}

const WATCH = `subscription ($id: ID!) { balanceChanged(accountId: $id) { accountId balance available version transactionId at } }`;

function connect(token: string | null, origin?: string): Client {
  class Socket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, origin ? { origin } : {});
    }
  }
  const client = createClient({
    url: `${api.url.replace("http", "ws")}/graphql`,
    webSocketImpl: Socket,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
    retryAttempts: 0,
  });
  clients.push(client);
  return client;
}

function watch(client: Client, accountId: string, query = WATCH) {
  const updates: Update[] = [];
  const errors: unknown[] = [];
  let ended = false;
  const stop = client.subscribe<{ balanceChanged: Update }>(
    { query, variables: { id: accountId } },
    {
      next: ({ data, errors: problems }) => {
        if (data) updates.push(data.balanceChanged);
        if (problems) errors.push(...problems);
      },
      error: (error) => {
        errors.push(...(Array.isArray(error) ? error : [error]));
        ended = true;
      },
      complete: () => {
        ended = true;
      },
    },
  );
  return { updates, errors, stop, hasEnded: () => ended };
}

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (condition()) return;
    await sleep(20);
  }
  throw new Error(`never: ${what}`);
}

describe("live balances", () => {
  test("start with the state as it is, then follow each change in order of versions", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    await deposit(hong, 10_000n);
    const own = watch(connect(kim.client.token), kim.accountId);
    await until(() => own.updates.length === 1, "first state");
    expect(own.updates[0]).toMatchObject({ balance: "0", version: "0", transactionId: null });
    await Promise.all(Array.from({ length: 20 }, () => transfer(hong, kim, 10n)));
    await until(() => own.updates.at(-1)?.balance === "200", "last state");
    const versions = own.updates.map((each) => Number(each.version));
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(new Set(versions).size).toBe(versions.length);
  });

  test("a client that comes back is current at once", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    await deposit(hong, 10_000n);
    const before = watch(connect(kim.client.token), kim.accountId);
    await until(() => before.updates.length === 1, "first state");
    before.stop();
    await transfer(hong, kim, 700n);
    const after = watch(connect(kim.client.token), kim.accountId);
    await until(() => after.updates.length === 1, "state after coming back");
    expect(after.updates[0]).toMatchObject({ balance: "700", version: "1" });
    await until(() => api.application.services.balances.watcherCount <= 2, "the first watcher is forgotten");
  });

  test("another's account, and an unknown one, are refused", async () => {
    const [hong, eve] = await Promise.all([api.member(), api.member()]);
    for (const id of [hong.accountId, "01a1f8a0-2bb2-7511-9523-13db2f32c0d7", "nonsense"]) {
      const attempt = watch(connect(eve.client.token), id);
      await until(() => attempt.errors.length > 0, "refusal");
      expect(attempt.errors[0]).toMatchObject({ extensions: { code: "FORBIDDEN" } });
      expect(attempt.updates).toEqual([]);
    }
  });

  test("no token, a forged token and a foreign origin do not get a socket", async () => {
    const hong = await api.member();
    for (const client of [connect(null), connect("forged"), connect(hong.client.token, "https://evil.example")]) {
      const attempt = watch(client, hong.accountId);
      await until(attempt.hasEnded, "refusal");
      expect(attempt.updates).toEqual([]);
    }
    const sameOrigin = watch(connect(hong.client.token, api.url), hong.accountId);
    await until(() => sameOrigin.updates.length === 1, "own origin");
  });

  test("logging out closes the socket within a second", async () => {
    const hong = await api.member();
    const own = watch(connect(hong.client.token), hong.accountId);
    await until(() => own.updates.length === 1, "first state");
    const at = Date.now();
    await hong.client.data(`mutation { logOut }`);
    await until(own.hasEnded, "closed");
    expect(Date.now() - at).toBeLessThan(1_000);
  });

  test("what HTTP refuses, sockets refuse", async () => {
    const hong: Member = await api.member();
    const client = connect(hong.client.token);
    const aliases = Array.from({ length: 30 }, (_, i) => `a${i}: me { id }`).join(" ");
    const deep = `{ me { accounts { ${"transactions { edges { node { id } } } ".repeat(1)} } } ${"...A ".repeat(300)} } fragment A on Query { me { id } }`;
    for (const query of [`{ ${aliases} }`, deep, `mutation { logOut }`, `{ ${"me { id } ".repeat(1_000)} }`]) {
      const attempt = watch(client, "", query);
      await until(() => attempt.errors.length > 0, query.slice(0, 40));
    }
    const large = watch(client, "x".repeat(70_000));
    await until(large.hasEnded, "frame too large");
  });
});
