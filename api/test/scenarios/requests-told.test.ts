import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RequestError } from "../../src/shared/errors.js";
import { deposit, type Member, startTestApi, type TestApi } from "../api-harness.js";
import { asked, change, pay, read, remind } from "../money-requests.js";

let api: TestApi;
let second: Awaited<ReturnType<TestApi["another"]>>;

beforeAll(async () => {
  api = await startTestApi();
  second = await api.another();
});
afterAll(async () => {
  await second.stop();
  await api.close();
});

interface Told {
  kind: string;
  title: string;
  text: string;
  requestId: string | null;
}

async function told(member: Member, ...kinds: string[]): Promise<Told[]> {
  const { notifications } = await member.client.data(
    `{ notifications(first: 50) { edges { node { kind title text requestId } } } }`,
  );
  const all: Told[] = notifications.edges.map(({ node }: { node: Told }) => node);
  return all.filter(({ kind }) => kinds.includes(kind));
}

const expire = (...ids: string[]) =>
  api.owner.query(`UPDATE money_requests SET expires_at = clock_timestamp() WHERE id = ANY($1)`, [ids]);

/** As both processes do it every minute, here at one moment. */
const tellExpired = (most = 200) =>
  Promise.all([api, second].map((each) => each.application.services.requests.tellExpired(most)));

test("who is asked is told that a request is taken back, once", async () => {
  const [hong, kim] = [await api.member("홍길동"), await api.member("김나연")];
  const request = await asked(hong, kim, 12_000);
  for (let i = 0; i < 2; i++) await change(hong, "cancelRequest", request.id);
  await expect.poll(() => told(kim, "REQUEST_CANCELLED"), { timeout: 10_000 }).toHaveLength(1);
  expect(await told(kim, "REQUEST_CANCELLED")).toEqual([
    {
      kind: "REQUEST_CANCELLED",
      title: "홍*동님이 요청을 취소했어요",
      text: "12,000원 요청이었어요. 보내지 않아도 돼요.",
      requestId: request.id,
    },
  ]);
  kim.client.language = "en";
  expect((await told(kim, "REQUEST_CANCELLED"))[0]?.title).toBe("홍*동 took a request back");
});

test("who never saw a request does not hear of its end, and its asker hears what anybody would", async () => {
  const [hong, kim] = [await api.member("홍길동"), await api.member("김나연")];
  const first = await asked(hong, kim, 1_000);
  await change(kim, "declineRequest", first.id, { refuseAsker: true });
  const [cancelled, expired] = [await asked(hong, kim, 2_000), await asked(hong, kim, 3_000)];
  await change(hong, "cancelRequest", cancelled.id);
  await expire(expired.id);
  await tellExpired();
  await expect.poll(() => told(hong, "REQUEST_EXPIRED"), { timeout: 10_000 }).toHaveLength(1);
  expect(await told(hong, "REQUEST_EXPIRED")).toMatchObject([
    { title: "3,000원 요청 기간이 끝났어요", text: "김*연님이 보내지 않았어요.", requestId: expired.id },
  ]);
  expect(await told(kim, "REQUEST_CANCELLED", "REQUEST_EXPIRED")).toEqual([]);
});

test("who wants no requests of somebody is not reminded of earlier ones either, and the asker cannot tell", async () => {
  const [hong, kim] = [await api.member("홍길동"), await api.member("김나연")];
  const [first, earlier] = [await asked(hong, kim, 1_000), await asked(hong, kim, 2_000)];
  await change(kim, "declineRequest", first.id, { refuseAsker: true });
  await api.owner.query(`UPDATE money_requests SET created_at = created_at - interval '2 days' WHERE user_id = $1`, [
    hong.userId,
  ]);
  expect((await remind(hong, earlier.id)).request).toMatchObject({ state: "OPEN" });
  await change(hong, "cancelRequest", earlier.id);
  await expect.poll(() => told(kim, "REQUEST_CANCELLED"), { timeout: 10_000 }).toHaveLength(1);
  expect(await told(kim, "REQUEST_REMINDED")).toEqual([]);
});

test("who asked is told that the time is over, once, by however many processes, and of nothing that was answered", async () => {
  const [hong, kim] = [await api.member("홍길동"), await api.member("김나연")];
  await deposit(kim, 10_000n);
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) ids.push((await asked(hong, kim, 1_000 + i)).id);
  ids.push((await asked(hong, null, 2_000)).id);
  const paid = await asked(hong, kim, 500);
  await pay(kim, paid);
  const open = await asked(hong, null, 600);
  await expire(...ids, paid.id);
  // In bounded steps: two at a time.
  const steps = await Promise.all([tellExpired(2), tellExpired(2)]);
  expect(Math.max(...steps.flat())).toBeLessThanOrEqual(2);
  while ((await tellExpired()).some((count) => count > 0));
  await expect.poll(() => told(hong, "REQUEST_EXPIRED"), { timeout: 10_000 }).toHaveLength(5);
  await tellExpired();
  await sleep(1_500);
  const all = await told(hong, "REQUEST_EXPIRED");
  expect(all.map(({ requestId }) => requestId).toSorted()).toEqual(ids.toSorted());
  expect(all.find(({ requestId }) => requestId === ids[4])).toMatchObject({
    title: "2,000원 요청 기간이 끝났어요",
    text: "이제 이 링크로는 보낼 수 없어요.",
  });
  expect(await read(hong, open.id)).toMatchObject({ state: "OPEN" });
});

test("one that is being paid when its time is over is not called expired", async () => {
  const [hong, kim] = [await api.member(), await api.member()];
  await deposit(kim, 10_000n);
  const request = await asked(hong, kim, 700);
  const { engine } = api.application.services;
  const apply = engine.apply.bind(engine);
  // The money moves, and the answer is lost.
  engine.apply = async (movements) => {
    await apply(movements);
    throw new RequestError("OUTCOME_UNKNOWN");
  };
  const key = { idempotencyKey: randomUUID() };
  await expect(pay(kim, request, key)).rejects.toThrow("OUTCOME_UNKNOWN");
  engine.apply = apply;
  await expire(request.id);
  expect(await tellExpired()).toEqual([0, 0]);
  expect((await pay(kim, request, key)).__typename).toBe("PayRequestSuccess");
  expect(await tellExpired()).toEqual([0, 0]);
  expect(await read(hong, request.id)).toMatchObject({ state: "PAID" });
});
