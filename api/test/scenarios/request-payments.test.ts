import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RequestError } from "../../src/shared/errors.js";
import { deposit, type Member, startTestApi, type TestApi } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { asked, change, pay, read } from "../money-requests.js";

let api: TestApi;
let second: Awaited<ReturnType<TestApi["another"]>>;

beforeAll(async () => {
  api = await startTestApi();
  second = await api.another();
});
afterAll(async () => {
  await api.expectSoundBook();
  await second.stop();
  await api.close();
});

const rich = () => api.memberWith(100_000n);
const moved = async (id: string) => (await api.sumsMovedFor(id)).length;

/** The same member at another process. */
function elsewhere(member: Member): Member {
  const client = new GraphQLClient(second.url);
  client.token = member.client.token;
  return { ...member, client };
}

describe("the payment of a request", () => {
  test("by two devices at two processes moves the money once", async () => {
    const [hong, kim] = [await api.member(), await rich()];
    for (let i = 0; i < 10; i++) {
      const request = await asked(hong, kim, 100);
      const results = await Promise.all([pay(kim, request), pay(elsewhere(kim), request)]);
      expect(results.map((each) => each.__typename).toSorted()).toEqual(["MoneyRequestOver", "PayRequestSuccess"]);
      expect(await moved(request.id)).toBe(1);
      await api.owner.query(`UPDATE money_requests SET created_at = created_at - interval '1 day' WHERE id = $1`, [
        request.id,
      ]);
    }
  });

  test("of a link by several at once at two processes happens exactly as often as it may", async () => {
    const hong = await api.member();
    const payers = await Promise.all(Array.from({ length: 8 }, () => rich()));
    for (const payersMax of [1, 3]) {
      const { id, linkToken } = await asked(hong, null, 500, { payersMax });
      const results = await Promise.all(
        payers.flatMap((payer) => [pay(payer, { linkToken }), pay(elsewhere(payer), { linkToken })]),
      );
      const paid = results.filter((each) => each.__typename === "PayRequestSuccess");
      expect(paid).toHaveLength(payersMax);
      expect(results.filter((each) => each.code === "MONEY_REQUEST_OVER")).toHaveLength(16 - payersMax);
      expect(await moved(id)).toBe(payersMax);
      expect(await read(hong, id)).toMatchObject({ state: "PAID", paidCount: payersMax });
    }
  });

  test("that races with a cancellation is either before it or after it", async () => {
    const [hong, kim] = [await api.member(), await rich()];
    const met = { before: 0, after: 0 };
    // By how much the payment begins earlier: whoever lost gets more, so that they meet however slow the machine is.
    let leadMs = 0;
    for (let i = 0; i < 24; i++) {
      const { id } = await asked(hong, kim, 1);
      const [cancelled, paid] = await Promise.all([
        sleep(Math.max(0, leadMs)).then(() => change(hong, "cancelRequest", id)),
        sleep(Math.max(0, -leadMs)).then(() => pay(elsewhere(kim), { id })),
      ]);
      leadMs += cancelled.__typename === "MoneyRequestChanged" ? 5 : -5;
      const { state } = await read(hong, id);
      if (cancelled.__typename === "MoneyRequestChanged") {
        met.before++;
        expect({ state, paid: paid.state, money: await moved(id) }).toEqual({
          state: "CANCELLED",
          paid: "CANCELLED",
          money: 0,
        });
      } else {
        met.after++;
        expect(cancelled.state).toBe("PAID");
        expect({ state, paid: paid.__typename, money: await moved(id) }).toEqual({
          ...{ state: "PAID", paid: "PayRequestSuccess", money: 1 },
        });
      }
      await api.owner.query(`UPDATE money_requests SET created_at = created_at - interval '1 day' WHERE id = $1`, [id]);
    }
    // Neither order may be all that was met.
    expect(Math.min(met.before, met.after)).toBeGreaterThan(0);
  });

  test("whose answer was lost is known under the same key, by the job, and to whoever stands before it", async () => {
    const [hong, kim] = [await api.member(), await rich()];
    const { engine, requestPayments } = api.application.services;
    const apply = engine.apply.bind(engine);
    const losing = async (before: boolean, work: () => Promise<unknown>) => {
      // The process goes on as if it had died: before the money moved, or after it, without its answer.
      engine.apply = async (movements) => {
        if (!before) await apply(movements);
        throw new RequestError("OUTCOME_UNKNOWN");
      };
      await expect(work()).rejects.toThrow();
      engine.apply = apply;
    };
    for (const before of [true, false]) {
      // The same key resolves it.
      const key = { idempotencyKey: randomUUID() };
      const one = await asked(hong, kim, 100);
      await losing(before, () => pay(kim, one, key));
      expect(await moved(one.id)).toBe(before ? 0 : 1);
      expect(await pay(kim, one, key)).toMatchObject({ __typename: "PayRequestSuccess", replayed: !before });
      // The job does, which is there since the payment was claimed.
      const two = await asked(hong, kim, 200);
      await losing(before, () => pay(kim, two));
      const { rows } = await api.owner.query(`SELECT payload FROM graphile_worker._private_jobs WHERE key LIKE $1`, [
        `request.settle_payment ${two.id} %`,
      ]);
      expect(rows).toHaveLength(1);
      await Promise.all(
        [requestPayments, second.application.services.requestPayments].map((each) => each.settleLeft(rows[0].payload)),
      );
      expect(await read(kim, two.id)).toMatchObject({ state: "PAID" });
      expect(await moved(two.id)).toBe(1);
      // Whoever wants to cancel learns that it is paid.
      const three = await asked(hong, kim, 300);
      await losing(before, () => pay(kim, three));
      expect(await change(hong, "cancelRequest", three.id)).toMatchObject({
        code: "MONEY_REQUEST_OVER",
        state: "PAID",
      });
      expect(await moved(three.id)).toBe(1);
      await api.owner.query(`UPDATE money_requests SET created_at = created_at - interval '1 day' WHERE user_id = $1`, [
        hong.userId,
      ]);
    }
  });

  test("under another's account or key is refused", async () => {
    const [hong, kim] = [await api.member(), await rich()];
    const request = await asked(hong, kim, 100);
    expect(await pay(kim, request, { fromAccountId: hong.accountId })).toMatchObject({
      fields: [{ path: "fromAccountId" }],
    });
    const { openAccount } = await kim.client.data(
      `mutation { openAccount(input: { nickname: "둘째" }) { ... on OpenAccountSuccess { account { id } } } }`,
    );
    const key = { idempotencyKey: randomUUID() };
    expect((await pay(kim, request, { ...key, fromAccountId: openAccount.account.id })).code).toBe(
      "INSUFFICIENT_FUNDS",
    );
    expect((await pay(kim, request, key)).code).toBe("IDEMPOTENCY_CONFLICT");

    // A key that was refused has had its answer, whatever was tried since and wherever the money is by now.
    const fromSecond = { fromAccountId: openAccount.account.id };
    expect((await pay(kim, request, fromSecond)).code).toBe("INSUFFICIENT_FUNDS");
    await deposit({ ...kim, accountId: openAccount.account.id }, 1_000n);
    expect((await pay(kim, request, { ...key, ...fromSecond })).code).toBe("INSUFFICIENT_FUNDS");
    expect((await pay(kim, request, key)).code).toBe("IDEMPOTENCY_CONFLICT");
    expect(await moved(request.id)).toBe(0);
    expect((await pay(kim, request)).__typename).toBe("PayRequestSuccess");
    expect((await pay(kim, request, { ...key, ...fromSecond })).code).toBe("INSUFFICIENT_FUNDS");
    expect(await moved(request.id)).toBe(1);
  });
});
