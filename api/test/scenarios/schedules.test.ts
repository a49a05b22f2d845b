import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RequestError } from "../../src/shared/errors.js";
import { balanceOf, deposit, startTestApi, type TestApi, transfer } from "../api-harness.js";
import { mailsTo } from "../mailbox.js";
import {
  change,
  changeTerms,
  DELAYED,
  letBeDue,
  MONTHLY,
  plan,
  planned,
  read,
  request,
  whenRun,
} from "../schedules.js";
import { appointed, lockMember } from "../staff.js";

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

const HOUR = 3_600_000;

const rich = () => api.memberWith(100_000n);

const kstDay = (at: Date) => new Date(at.getTime() + 9 * HOUR).toISOString().slice(0, 10);
const inDays = (days: number) => kstDay(new Date(Date.now() + days * 24 * HOUR));

const moved = async (id: string) => (await api.sumsMovedFor(id)).length;

describe("a schedule", () => {
  test("is planned once for each key, with a masked payee, and moves nothing yet", async () => {
    const [hong, kim] = [await rich(), await api.member("김나연")];
    const input = request(hong, kim, 5_000, { kind: "ONCE", on: inDays(3), hour: 7 }, { memo: "곗돈" });
    const result = await plan(hong, input);
    const nextRunAt = new Date(`${inDays(3)}T07:00:00+09:00`).toISOString();
    expect(result).toMatchObject({
      replayed: false,
      schedule: { kind: "ONCE", state: "ACTIVE", amount: "5000", recipientName: "김*연", nextRunAt, runs: [] },
    });
    expect(await plan(hong, input)).toMatchObject({ replayed: true, schedule: { id: result.schedule.id } });
    expect(await plan(hong, { ...input, amount: "5001" })).toMatchObject({ code: "IDEMPOTENCY_CONFLICT" });
    // Many at once under one key are one.
    const again = request(hong, kim, 1, DELAYED);
    const herd = await Promise.all(Array.from({ length: 8 }, () => plan(hong, again)));
    expect(new Set(herd.map((each) => each.schedule.id)).size).toBe(1);
    expect(herd.filter((each) => !each.replayed)).toHaveLength(1);
    expect(await balanceOf(hong)).toMatchObject({ balance: "100000" });
    expect(await read(kim, result.schedule.id)).toBeNull();
    expect(await change(kim, "cancel", result.schedule.id)).toMatchObject({ code: "INVALID_INPUT" });
  });

  test("to an account of one's own names nobody in what is kept of it", async () => {
    const hong = await api.memberWith(100_000n, "남궁민수");
    const { openAccount } = await hong.client.data(
      `mutation ($i: OpenAccountInput!) { openAccount(input: $i) { ... on OpenAccountSuccess { account { number } } } }`,
      { i: { nickname: "여행" } },
    );
    const own = { ...hong, accountNumber: openAccount.account.number };
    expect((await planned(hong, request(hong, own, 5, MONTHLY))).recipientName).toBe("남궁민수");
    const { rows } = await api.owner.query(`SELECT payload::text AS text FROM outbox WHERE subject_id = $1`, [
      hong.userId,
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0].text).toContain("남**수");
    expect(rows[0].text).not.toContain("남궁민수");
  });

  test("says field by field what cannot be", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    const path = async (rule: object) => (await plan(hong, request(hong, kim, 1, rule))).fields?.[0]?.path;
    expect(await path({ kind: "ONCE", on: inDays(-1), hour: 0 })).toBe("rule.on");
    expect(await path({ kind: "ONCE", on: inDays(400), hour: 0 })).toBe("rule.on");
    expect(await path({ kind: "ONCE", on: "2026-02-30", hour: 0 })).toBe("rule.on");
    expect(await path({ kind: "ONCE", hour: 0 })).toBe("rule.on");
    expect(await path({ kind: "ONCE", on: inDays(1) })).toBe("rule.hour");
    expect(await path({ kind: "DELAYED", delayHours: 2 })).toBe("rule.delayHours");
    expect(await path({ kind: "DELAYED", delayHours: 6 })).toBe("rule.delayHours");
    expect(await path({ kind: "WEEKLY", weekday: 8, hour: 9 })).toBe("rule.weekday");
    expect(await path({ kind: "MONTHLY", dayOfMonth: 32, hour: 9 })).toBe("rule.dayOfMonth");
    expect(await path({ kind: "MONTHLY", dayOfMonth: 1, hour: 24 })).toBe("rule.hour");
    expect(await path({ ...MONTHLY, endsOn: inDays(-1) })).toBe("rule.endsOn");
    expect(await path({ ...MONTHLY, times: 0 })).toBe("rule.times");
    expect(await path({ ...MONTHLY, startsOn: inDays(400) })).toBe("rule.startsOn");
    expect(await plan(hong, request(hong, hong, 1, DELAYED))).toMatchObject({ code: "SAME_ACCOUNT" });
    expect(await plan(hong, request(hong, kim, 1, DELAYED, { toAccountNumber: "100000000000" }))).toMatchObject({
      code: "RECIPIENT_NOT_FOUND",
    });
    expect(await plan(hong, request(kim, kim, 1, DELAYED))).toMatchObject({ code: "INVALID_INPUT" });
  });

  test("is one of fifty at most, however many come at once; what is over does not count", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    const results = await Promise.all(Array.from({ length: 52 }, () => plan(hong, request(hong, kim, 1, DELAYED))));
    expect(results.filter((each) => each.code === "INVALID_INPUT")).toHaveLength(2);
    const { id } = results.find((each) => each.schedule).schedule;
    await change(hong, "cancel", id);
    expect((await plan(hong, request(hong, kim, 1, DELAYED))).schedule.state).toBe("ACTIVE");
    const { schedules } = await hong.client.data(`{ schedules { state lastRun { state } } }`);
    expect(schedules).toHaveLength(51);
    expect(schedules.at(-1)).toEqual({ state: "CANCELLED", lastRun: null });
  });

  test("that repeats is confirmed whatever the sum, and approves no larger one", async () => {
    const strict = await startTestApi({ STEP_UP_AMOUNT: "1000000", STEP_UP_NEW_PAYEE_AMOUNT: "300000" });
    try {
      const [hong, kim] = [await strict.member(), await strict.member()];
      const ask = `mutation ($i: ScheduleTransferInput!) { scheduleTransfer(input: $i) { __typename } }`;
      const typeOf = async (amount: number, rule: object, more: object = {}) =>
        (await hong.client.data(ask, { i: request(hong, kim, amount, rule, more) })).scheduleTransfer.__typename;
      expect(await typeOf(1, MONTHLY)).toBe("StepUpRequired");
      expect((await plan(hong, request(hong, kim, 1, MONTHLY))).schedule.state).toBe("ACTIVE");
      expect(await typeOf(299_999, DELAYED)).toBe("ScheduleTransferSuccess");
      expect(await typeOf(300_000, DELAYED)).toBe("StepUpRequired");
      // A small payment under the same key opens nothing.
      await deposit(hong, 10n);
      const idempotencyKey = randomUUID();
      expect((await transfer(hong, kim, 10n, { idempotencyKey })).__typename).toBe("TransferSuccess");
      expect(await typeOf(2_000_000, DELAYED, { idempotencyKey })).toBe("StepUpRequired");
    } finally {
      await strict.close();
    }
  });
});

describe("a run", () => {
  test("sends the money once, shows the transfer, and plans the next date", async () => {
    const [hong, kim] = [await rich(), await api.member()];
    const { id, upcoming } = await planned(hong, request(hong, kim, 700, MONTHLY, { recipientMemo: "월세" }));
    expect(upcoming).toHaveLength(3);
    await letBeDue(api.owner, [id]);
    const schedule = await whenRun(hong, id);
    expect(schedule).toMatchObject({ state: "ACTIVE", runCount: 1, lastRun: { state: "SUCCEEDED" }, upcoming });
    const { transfer: sent } = await hong.client.data(
      `query ($id: ID!) { transfer(id: $id) { amount recipientMemo direction } }`,
      { id: schedule.runs[0].transferId },
    );
    expect(sent).toEqual({ amount: "700", recipientMemo: "월세", direction: "OUT" });
    expect(await balanceOf(kim)).toMatchObject({ balance: "700" });
    expect(await moved(id)).toBe(1);
  });

  test("of a schedule that runs once, or for the last time, ends it", async () => {
    const [hong, kim] = [await rich(), await api.member()];
    const once = await planned(hong, request(hong, kim, 1, DELAYED));
    const twice = await planned(hong, request(hong, kim, 1, { ...MONTHLY, times: 2 }));
    expect(twice.upcoming).toHaveLength(2);
    await letBeDue(api.owner, [once.id, twice.id]);
    expect(await whenRun(hong, once.id)).toMatchObject({ state: "ENDED", nextRunAt: null, upcoming: [] });
    expect(await whenRun(hong, twice.id)).toMatchObject({ state: "ACTIVE" });
    await letBeDue(api.owner, [twice.id]);
    expect(await whenRun(hong, twice.id, 2)).toMatchObject({ state: "ENDED", runCount: 2 });
    expect(await change(hong, "cancel", twice.id)).toMatchObject({ code: "SCHEDULE_OVER" });
  });

  test("that the books refuse is shown and told by mail, never tried again, and the next one goes on", async () => {
    const [hong, kim] = [await api.member(), await api.member("김나연")];
    const { id } = await planned(hong, request(hong, kim, 12_000, MONTHLY));
    await letBeDue(api.owner, [id]);
    const failed = await whenRun(hong, id);
    expect(failed).toMatchObject({ state: "ACTIVE", lastRun: { state: "FAILED", failure: "INSUFFICIENT_FUNDS" } });
    expect(failed.runs[0].failureMessage).toBe("잔액이 모자랐어요.");
    const [mail, ...others] = (await mailsTo(api, hong.email)).filter((each) => each.template === "schedule_failed");
    expect(others).toEqual([]);
    expect(mail?.text).toContain("김*연님에게 12,000원을 보내지 못했어요");
    expect(mail?.text).toContain("잔액이 모자랐어요. 돈은 빠져나가지 않았어요.");
    // Money that comes afterwards does not wake it up.
    await deposit(hong, 50_000n);
    await sleep(1_500);
    expect(await balanceOf(hong)).toMatchObject({ balance: "50000" });
    await letBeDue(api.owner, [id]);
    expect(await whenRun(hong, id, 2)).toMatchObject({ lastRun: { state: "SUCCEEDED" } });
    expect(await balanceOf(hong)).toMatchObject({ balance: "38000" });
  });

  test("keeps the owner's limits, and none is planned above them", async () => {
    const [hong, kim] = [await rich(), await api.member()];
    const ids: string[] = [];
    for (const amount of [501, 500, 301]) ids.push((await planned(hong, request(hong, kim, amount, DELAYED))).id);
    await hong.client.data(`mutation ($i: UpdateAccountInput!) { updateAccount(input: $i) { __typename } }`, {
      i: { accountId: hong.accountId, limitSingle: "500", limitDaily: "800" },
    });
    expect(await plan(hong, request(hong, kim, 501, DELAYED))).toMatchObject({ __typename: "LimitExceeded" });
    const { id: monthly } = await planned(hong, request(hong, kim, 499, MONTHLY));
    expect(await changeTerms(hong, monthly, { amount: 801, rule: MONTHLY })).toMatchObject({
      __typename: "LimitExceeded",
    });
    const reasons: unknown[] = [];
    for (const id of ids) {
      await letBeDue(api.owner, [id]);
      reasons.push((await whenRun(hong, id)).lastRun.failure);
    }
    expect(reasons).toEqual(["LIMIT_SINGLE", null, "LIMIT_DAILY"]);
  });

  test("of a closed account fails, and the schedule with it ends; of a locked member it fails and goes on", async () => {
    const [hong, kim, lee] = [await rich(), await api.member(), await rich()];
    const { id } = await planned(hong, request(hong, kim, 5, MONTHLY));
    await kim.client.data(`mutation ($i: CloseAccountInput!) { closeAccount(input: $i) { __typename } }`, {
      i: { accountId: kim.accountId },
    });
    expect(await plan(hong, request(hong, kim, 5, DELAYED))).toMatchObject({ code: "ACCOUNT_NOT_ACTIVE" });
    await letBeDue(api.owner, [id]);
    expect(await whenRun(hong, id)).toMatchObject({
      state: "ENDED",
      lastRun: { failure: "RECIPIENT_NOT_ACTIVE" },
    });

    const locked = await planned(lee, request(lee, hong, 5, MONTHLY));
    await lockMember((await appointed(api, "operator")).client, lee.email);
    await letBeDue(api.owner, [locked.id]);
    const run = async () => {
      const { rows } = await api.owner.query(
        `SELECT s.state, r.failure FROM schedules s JOIN schedule_runs r ON r.schedule_id = s.id WHERE s.id = $1`,
        [locked.id],
      );
      return rows;
    };
    await expect.poll(run, { timeout: 10_000 }).toEqual([{ state: "active", failure: "MEMBER_LOCKED" }]);
    expect(await moved(locked.id)).toBe(0);
  });

  test("that nobody has begun for a day is not made up for", async () => {
    const [hong, kim] = [await rich(), await api.member()];
    // Not a day that has come since: that one is made.
    const rule = { ...MONTHLY, dayOfMonth: Number(inDays(10).slice(-2)) };
    const { id } = await planned(hong, request(hong, kim, 5, rule));
    await letBeDue(api.owner, [id], new Date(Date.now() - 25 * HOUR));
    expect(await whenRun(hong, id)).toMatchObject({ state: "ACTIVE", lastRun: { failure: "MISSED" } });
    expect(await moved(id)).toBe(0);
  });

  test("is made once by two processes that have two jobs for it, and not before nor after it is planned", async () => {
    const [hong, kim] = [await rich(), await api.member()];
    const { id } = await planned(hong, request(hong, kim, 5, MONTHLY));
    const { nextRunAt } = await read(hong, id);
    const { scheduleRunner: here } = api.application.services;
    const { scheduleRunner: there } = second.application.services;
    // A job for a date that is not the schedule's: one that was planned before it was paused and resumed.
    await here.run({ schedule: id, due: new Date().toISOString() });
    expect(await moved(id)).toBe(0);
    const run = { schedule: id, due: nextRunAt };
    await Promise.all([here, there, here, there].map((runner) => runner.run(run)));
    expect(await moved(id)).toBe(1);
    expect((await read(hong, id)).runs).toHaveLength(1);
  });

  test("whose outcome is not known is asked for under the same key until it is", async () => {
    const [hong, kim] = [await rich(), await api.member()];
    const { id } = await planned(hong, request(hong, kim, 5, MONTHLY));
    const { nextRunAt: due } = await read(hong, id);
    const { engine, scheduleRunner } = api.application.services;
    const apply = engine.apply.bind(engine);
    // The money moves, and the answer is lost.
    engine.apply = async (movements) => {
      await apply(movements);
      throw new RequestError("OUTCOME_UNKNOWN");
    };
    await expect(scheduleRunner.run({ schedule: id, due })).rejects.toThrow("OUTCOME_UNKNOWN");
    engine.apply = apply;
    expect((await read(hong, id)).lastRun).toMatchObject({ state: "RUNNING" });
    // Meanwhile its owner may cancel what comes after: this one is on its way.
    expect((await change(hong, "cancel", id)).schedule.state).toBe("CANCELLED");
    await second.application.services.scheduleRunner.run({ schedule: id, due });
    expect(await read(hong, id)).toMatchObject({ state: "CANCELLED", lastRun: { state: "SUCCEEDED" } });
    expect(await moved(id)).toBe(1);
  });
});

describe("a change", () => {
  test("pauses, resumes with the next date, cancels; each again is the same", async () => {
    const [hong, kim] = [await rich(), await api.member()];
    const { id, nextRunAt } = await planned(hong, request(hong, kim, 5, { kind: "WEEKLY", weekday: 3, hour: 0 }));
    for (let i = 0; i < 2; i++) {
      expect((await change(hong, "pause", id)).schedule).toMatchObject({ state: "PAUSED", nextRunAt: null });
    }
    await api.application.services.scheduleRunner.run({ schedule: id, due: nextRunAt });
    expect(await moved(id)).toBe(0);
    for (let i = 0; i < 2; i++) {
      expect((await change(hong, "resume", id)).schedule).toMatchObject({ state: "ACTIVE", nextRunAt });
    }
    for (let i = 0; i < 2; i++) expect((await change(hong, "cancel", id)).schedule.state).toBe("CANCELLED");
    expect(await change(hong, "resume", id)).toMatchObject({ code: "SCHEDULE_OVER" });
    const { rows } = await api.owner.query(
      `SELECT action FROM audit_events WHERE user_id = $1 AND action LIKE 'schedule.%' ORDER BY id`,
      [hong.userId],
    );
    expect(rows.map((each) => each.action)).toEqual([
      "schedule.made",
      "schedule.paused",
      "schedule.resumed",
      "schedule.cancelled",
    ]);
    // Run by a process whose clock is ahead: what is resumed here names no date that has been.
    const ahead = await planned(hong, request(hong, kim, 5, { kind: "WEEKLY", weekday: 3, hour: 0 }));
    await api.application.services.scheduleRunner.run({ schedule: ahead.id, due: ahead.nextRunAt });
    await change(hong, "pause", ahead.id);
    const { schedule: resumed } = await change(hong, "resume", ahead.id);
    expect(Date.parse(resumed.nextRunAt) - Date.parse(ahead.nextRunAt)).toBe(7 * 86_400_000);

    const once = await planned(hong, request(hong, kim, 5, DELAYED));
    expect(await change(hong, "pause", once.id)).toMatchObject({ fields: [{ path: "scheduleId" }] });
  });

  test("of a delayed transfer comes too late in its last half hour", async () => {
    const [hong, kim] = [await rich(), await api.member()];
    const { id, nextRunAt, cancellableUntil } = await planned(hong, request(hong, kim, 5, DELAYED));
    const ahead = Date.parse(nextRunAt) - Date.now();
    expect(ahead).toBeGreaterThan(2.9 * HOUR);
    expect(Date.parse(nextRunAt) - Date.parse(cancellableUntil)).toBe(HOUR / 2);
    await api.owner.query(`UPDATE schedules SET next_run_at = clock_timestamp() + interval '29 min' WHERE id = $1`, [
      id,
    ]);
    expect(await change(hong, "cancel", id)).toMatchObject({ code: "TOO_LATE_TO_CANCEL" });
    await api.owner.query(`UPDATE schedules SET next_run_at = clock_timestamp() + interval '31 min' WHERE id = $1`, [
      id,
    ]);
    expect((await change(hong, "cancel", id)).schedule.state).toBe("CANCELLED");
  });

  test("that races with the run is either before it or after it", async () => {
    const [hong, kim] = [await rich(), await api.member()];
    const met = { before: 0, after: 0 };
    for (let i = 0; i < 30; i++) {
      const { id, nextRunAt: due } = await planned(hong, request(hong, kim, 1, DELAYED));
      const { scheduleRunner } = (i % 2 ? second.application : api.application).services;
      // Each has a head start in turn, from none to one that the other cannot make up for.
      const headStart = ((i >> 1) % 5) * 15;
      const [cancelled] = await Promise.all([
        sleep(i % 4 < 2 ? headStart : 0).then(() => change(hong, "cancel", id)),
        sleep(i % 4 < 2 ? 0 : headStart).then(() => scheduleRunner.run({ schedule: id, due })),
      ]);
      const { state, runs } = await read(hong, id);
      const money = await moved(id);
      if (cancelled.__typename === "ScheduleChanged") {
        met.before++;
        expect({ state, runs: runs.length, money }).toEqual({ state: "CANCELLED", runs: 0, money: 0 });
      } else {
        met.after++;
        expect(cancelled.code).toBe("SCHEDULE_OVER");
        expect({ state, runs: runs.length, money }).toEqual({ state: "ENDED", runs: 1, money: 1 });
      }
    }
    // Neither order may be all that was met.
    expect(Math.min(met.before, met.after)).toBeGreaterThan(0);
    await api.expectSoundBook();
  });
});
