import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "graphql-ws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { deposit, startTestApi, type TestApi, transfer } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";

let first: TestApi;
let second: Awaited<ReturnType<TestApi["another"]>>;
beforeAll(async () => {
  first = await startTestApi();
  second = await first.another();
});
afterAll(async () => {
  await second.stop();
  await first.close();
});

test("a socket on one process hears within a second what another has moved", async () => {
  const [hong, kim] = await Promise.all([first.member(), first.member()]);
  await deposit(hong, 1_000n);
  const socket = createClient({
    url: `${second.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${kim.client.token}` },
  });
  const balances: string[] = [];
  socket.subscribe<{ balanceChanged: { balance: string } }>(
    { query: `subscription { balanceChanged(accountId: "${kim.accountId}") { balance } }` },
    {
      next: ({ data }) => balances.push(data?.balanceChanged.balance ?? "?"),
      error: (error) => balances.push(String(error)),
      complete: () => undefined,
    },
  );
  for (let i = 0; i < 50 && balances.length === 0; i++) await sleep(20);
  await transfer(hong, kim, 300n);
  await sleep(1_000);
  expect(balances).toEqual(["0", "300"]);
  await socket.dispose();
});

test("a session that ended on one process is over on the other within two seconds", async () => {
  const hong = await first.member();
  const elsewhere = new GraphQLClient(second.url);
  elsewhere.token = hong.client.token;
  expect((await elsewhere.data(`{ me { id } }`)).me.id).toBe(hong.userId);
  await hong.client.data(`mutation { logOut }`);
  await sleep(2_000);
  expect((await elsewhere.ask(`{ me { id } }`)).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
});

test("an end that was committed long after it was written is heard of, though newer ones were heard before", async () => {
  const [late, prompt] = [await first.member(), await first.member()];
  await prompt.client.data(`mutation { logOut }`);
  await sleep(1_000);
  await first.owner.query(
    `UPDATE sessions SET revoked_at = clock_timestamp() - interval '25 seconds' WHERE user_id = $1`,
    [late.userId],
  );
  await sleep(2_000);
  expect((await late.client.ask(`{ me { id } }`)).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
});

test("an end that another clock dated ahead hides none that follows", async () => {
  const [ahead, hong] = [await first.member(), await first.member()];
  const elsewhere = new GraphQLClient(second.url);
  elsewhere.token = ahead.client.token;
  await first.owner.query(
    `UPDATE sessions SET revoked_at = clock_timestamp() + interval '5 minutes' WHERE user_id = $1`,
    [ahead.userId],
  );
  const isOver = async () => (await elsewhere.ask(`{ me { id } }`)).errors?.[0]?.extensions.code === "UNAUTHENTICATED";
  await expect.poll(isOver, { timeout: 2_000 }).toBe(true);
  elsewhere.token = hong.client.token;
  expect(await isOver()).toBe(false);
  await hong.client.data(`mutation { logOut }`);
  await expect.poll(isOver, { timeout: 2_000 }).toBe(true);
});
