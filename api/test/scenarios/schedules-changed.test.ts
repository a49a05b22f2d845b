import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RequestError } from "../../src/shared/errors.js";
import { balanceOf, startTestApi, type TestApi } from "../api-harness.js";
import { mailsTo } from "../mailbox.js";
import {
  change,
  changeTerms,
  confirm,
  DELAYED,
  letBeDue,
  MONTHLY,
  planned,
  read,
  request,
  whenRun,
} from "../schedules.js";

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
const inDays = (days: number) => new Date(Date.now() + (9 + days * 24) * HOUR).toISOString().slice(0, 10);

const rich = () => api.memberWith(100_000n);

test("the sum, the notes and the days change from the next run on; the payee and what has run stay", async () => {
  const [hong, kim] = [await rich(), await api.member("김나연")];
  const { id } = await planned(hong, request(hong, kim, 700, MONTHLY, { memo: "곗돈" }));
  await letBeDue(api.owner, [id]);
  const { nextRunAt: former } = await whenRun(hong, id);
  const rule = { kind: "MONTHLY", dayOfMonth: 15, hour: 7, endsOn: inDays(200) };
  const { schedule } = await changeTerms(hong, id, { amount: 900, rule });
  expect(schedule).toMatchObject({
    ...{ id, state: "ACTIVE", amount: "900", memo: null, dayOfMonth: 15, hour: 7, endsOn: inDays(200) },
    ...{ recipientName: "김*연", runCount: 1, lastRun: { state: "SUCCEEDED" } },
  });
  expect(schedule.nextRunAt).toMatch(/-14T22:00:00\.000Z$/);
  expect(Date.parse(schedule.nextRunAt)).toBeGreaterThan(Date.now());
  // The date that it had has a job still, which finds nothing to do.
  await api.application.services.scheduleRunner.run({ schedule: id, due: former });
  expect(await api.sumsMovedFor(id)).toEqual(["700"]);
  await letBeDue(api.owner, [id]);
  await whenRun(hong, id, 2);
  expect(await api.sumsMovedFor(id)).toEqual(["700", "900"]);

  const { rows } = await api.owner.query(
    `SELECT before, after FROM audit_events WHERE user_id = $1 AND action = 'schedule.changed'`,
    [hong.userId],
  );
  expect(rows).toMatchObject([
    { before: { schedule: id, amount: "700", dayOfMonth: 31 }, after: { schedule: id, amount: "900", dayOfMonth: 15 } },
  ]);
  expect(JSON.stringify(rows)).not.toContain("곗돈");
});

test("one that runs once moves to another day, and runs on that one alone", async () => {
  const [hong, kim] = [await rich(), await api.member()];
  const once = (days: number) => ({ kind: "ONCE", on: inDays(days), hour: 7 });
  const { id, nextRunAt: former } = await planned(hong, request(hong, kim, 5, once(3)));
  const { schedule } = await changeTerms(hong, id, { amount: 5, rule: once(5) });
  const due = new Date(`${inDays(5)}T07:00:00+09:00`).toISOString();
  expect(schedule).toMatchObject({ nextRunAt: due, upcoming: [due] });
  const { scheduleRunner } = second.application.services;
  await scheduleRunner.run({ schedule: id, due: former });
  expect(await api.sumsMovedFor(id)).toEqual([]);
  await Promise.all([1, 2, 3].map(() => scheduleRunner.run({ schedule: id, due })));
  expect(await api.sumsMovedFor(id)).toEqual(["5"]);
  expect(await changeTerms(hong, id, { amount: 5, rule: once(9) })).toMatchObject({ code: "SCHEDULE_OVER" });
});

test("what cannot be is said field by field, and nothing changes", async () => {
  const [hong, kim] = [await rich(), await api.member()];
  const { id } = await planned(hong, request(hong, kim, 5, MONTHLY));
  const before = await read(hong, id);
  const path = async (terms: { amount: unknown; rule: object }, which = id, who = hong) =>
    (await changeTerms(who, which, terms)).fields?.[0]?.path;
  expect(await path({ amount: 0, rule: MONTHLY })).toBe("amount");
  expect(await path({ amount: 5, rule: { ...MONTHLY, dayOfMonth: 32 } })).toBe("rule.dayOfMonth");
  expect(await path({ amount: 5, rule: { ...MONTHLY, endsOn: inDays(-1) } })).toBe("rule.endsOn");
  expect(await path({ amount: 5, rule: { ...MONTHLY, startsOn: inDays(400) } })).toBe("rule.startsOn");
  expect(await path({ amount: 5, rule: { kind: "WEEKLY", weekday: 1, hour: 9 } })).toBe("rule.kind");
  expect(await path({ amount: 6, rule: MONTHLY }, id, kim)).toBe("scheduleId");
  const once = await planned(hong, request(hong, kim, 5, { kind: "ONCE", on: inDays(3), hour: 7 }));
  expect(await path({ amount: 5, rule: { kind: "ONCE", on: inDays(-1), hour: 7 } }, once.id)).toBe("rule.on");
  const delayed = await planned(hong, request(hong, kim, 5, DELAYED));
  expect(await path({ amount: 6, rule: DELAYED }, delayed.id)).toBe("scheduleId");
  expect(await read(hong, id)).toEqual(before);

  await letBeDue(api.owner, [id]);
  await whenRun(hong, id);
  expect(await path({ amount: 5, rule: { ...MONTHLY, times: 1 } })).toBe("rule.times");
  await change(hong, "cancel", id);
  expect(await changeTerms(hong, id, { amount: 6, rule: MONTHLY })).toMatchObject({ code: "SCHEDULE_OVER" });
});

test("a change is confirmed as making one is, for that sum and those days alone; asked again it is so already", async () => {
  const [hong, kim] = [await rich(), await api.member()];
  const { id } = await planned(hong, request(hong, kim, 5, MONTHLY));
  const ask = async (amount: number, more: object = {}) =>
    (
      await hong.client.data(
        `mutation ($i: ChangeScheduleInput!) { changeSchedule(input: $i) { __typename
           ... on StepUpRequired { challengeId } } }`,
        { i: { scheduleId: id, amount: String(amount), rule: MONTHLY, ...more } },
      )
    ).changeSchedule;
  expect((await ask(5)).__typename).toBe("ScheduleChanged");
  const { challengeId } = await ask(6);
  const stepUpToken = await confirm(hong, challengeId);
  expect((await ask(7, { stepUpToken })).__typename).toBe("StepUpRequired");
  expect((await ask(6, { stepUpToken, rule: { ...MONTHLY, hour: 10 } })).__typename).toBe("StepUpRequired");
  for (let i = 0; i < 2; i++) expect((await ask(6, { stepUpToken })).__typename).toBe("ScheduleChanged");
  expect((await ask(6)).__typename).toBe("ScheduleChanged");
  // Taken back, it is not made again with what was approved before.
  expect((await changeTerms(hong, id, { amount: 5, rule: MONTHLY })).__typename).toBe("ScheduleChanged");
  expect((await ask(6, { stepUpToken })).__typename).toBe("StepUpRequired");
  const { rows } = await api.owner.query(
    `SELECT FROM audit_events WHERE user_id = $1 AND action = 'schedule.changed'`,
    [hong.userId],
  );
  expect(rows).toHaveLength(2);
});

test("making and changing one is told by mail and in the app, whatever the member has chosen, with the way there", async () => {
  const [hong, kim] = [await api.member("홍길동"), await api.member("김나연")];
  const input = request(hong, kim, 5_000, MONTHLY);
  const { id } = await planned(hong, input);
  // The same key plans nothing anew, and what is so already is no change.
  await planned(hong, input);
  await changeTerms(hong, id, { amount: 5_000, rule: MONTHLY });
  const ask = async () =>
    (
      await hong.client.data(`{ notifications(first: 20) { edges { node { category kind title text scheduleId } } } }`)
    ).notifications.edges.map(({ node }: { node: { text: string } }) => node);
  await expect.poll(ask, { timeout: 10_000 }).toHaveLength(1);
  await changeTerms(hong, id, { amount: 7_000, rule: MONTHLY });
  await expect.poll(ask, { timeout: 10_000 }).toHaveLength(2);
  const told = await ask();
  const notice = { category: "SECURITY", kind: "NOTICE", scheduleId: id };
  expect(told).toMatchObject([
    { ...notice, title: "돈을 보낼 예약을 변경했어요", text: expect.stringContaining("김*연님에게 매월 7,000원을") },
    { ...notice, title: "돈을 보낼 예약을 만들었어요", text: expect.stringContaining("김*연님에게 매월 5,000원을") },
  ]);
  hong.client.language = "en";
  expect((await ask())[0].text).toContain("₩7,000 to 김*연 every month, next on");
  const mails = await mailsTo(api, hong.email);
  expect(mails.map(({ template }) => template)).toEqual(["schedule_made", "schedule_changed"]);
  expect(mails[1]?.text).toContain("내가 아니에요");
  // Nothing of it is told to who gets the money.
  expect(await mailsTo(api, kim.email)).toEqual([]);
});

test("a paused one stays paused, and goes on as it was changed", async () => {
  const [hong, kim] = [await rich(), await api.member()];
  const { id } = await planned(hong, request(hong, kim, 5, { kind: "WEEKLY", weekday: 3, hour: 0 }));
  await change(hong, "pause", id);
  const rule = { kind: "WEEKLY", weekday: 5, hour: 0 };
  expect((await changeTerms(hong, id, { amount: 5, rule })).schedule).toMatchObject({
    ...{ state: "PAUSED", weekday: 5, nextRunAt: null, upcoming: [] },
  });
  const { schedule } = await change(hong, "resume", id);
  // Midnight in Seoul is the afternoon before in London.
  expect(new Date(schedule.nextRunAt).getUTCDay()).toBe(4);
});

test("nothing changes while a run is due or its outcome is not known", async () => {
  const [hong, kim] = [await rich(), await api.member()];
  const { id } = await planned(hong, request(hong, kim, 5, MONTHLY));
  const busy = { fields: [{ path: "scheduleId", message: expect.stringContaining("보내는 중") }] };
  // Due, and nobody has begun it.
  await api.owner.query(`UPDATE schedules SET next_run_at = clock_timestamp() - interval '1 s' WHERE id = $1`, [id]);
  expect(await changeTerms(hong, id, { amount: 6, rule: MONTHLY })).toMatchObject(busy);
  const { nextRunAt: due } = await read(hong, id);
  const { engine, scheduleRunner } = api.application.services;
  const apply = engine.apply.bind(engine);
  // The money does not move, and nobody knows.
  engine.apply = async () => {
    throw new RequestError("OUTCOME_UNKNOWN");
  };
  await expect(scheduleRunner.run({ schedule: id, due })).rejects.toThrow("OUTCOME_UNKNOWN");
  engine.apply = apply;
  expect(await changeTerms(hong, id, { amount: 6, rule: MONTHLY })).toMatchObject(busy);
  await second.application.services.scheduleRunner.run({ schedule: id, due });
  expect(await api.sumsMovedFor(id)).toEqual(["5"]);
  expect((await changeTerms(hong, id, { amount: 6, rule: MONTHLY })).schedule).toMatchObject({ amount: "6" });
});

test("a change that races with the run is either before it or after it, and each date runs once", async () => {
  const [hong, kim] = [await rich(), await api.member()];
  const met = { before: 0, after: 0 };
  const rule = { kind: "MONTHLY", dayOfMonth: 31, hour: 9 };
  for (let i = 0; i < 24; i++) {
    const { id, nextRunAt: due } = await planned(hong, request(hong, kim, 1, MONTHLY));
    const { scheduleRunner } = (i % 2 ? second.application : api.application).services;
    // The sum alone, so that the date stays and both want it. Confirmed beforehand: the race is for the row.
    const ask = (more: object = {}) =>
      hong.client.data(
        `mutation ($i: ChangeScheduleInput!) { changeSchedule(input: $i) { __typename
           ... on StepUpRequired { challengeId } ... on UserError { code } } }`,
        { i: { scheduleId: id, amount: "2", rule, ...more } },
      );
    const { changeSchedule: question } = await ask();
    const stepUpToken = await confirm(hong, question.challengeId);
    const headStart = ((i >> 1) % 6) * 4;
    const [{ changeSchedule: changed }] = await Promise.all([
      sleep(i % 4 < 2 ? headStart : 0).then(() => ask({ stepUpToken })),
      sleep(i % 4 < 2 ? 0 : headStart).then(() => scheduleRunner.run({ schedule: id, due })),
    ]);
    const { runs, runCount, lastRun, amount } = await read(hong, id);
    expect({ runs: runs.length, runCount, lastRun: lastRun.state }).toEqual({
      ...{ runs: 1, runCount: 1, lastRun: "SUCCEEDED" },
    });
    const sums = await api.sumsMovedFor(id);
    if (changed.__typename === "ScheduleChanged") {
      expect(amount).toBe("2");
      if (sums[0] === "2") met.before++;
      else met.after++;
      expect(sums).toHaveLength(1);
    } else {
      // It came while the run was under way.
      met.after++;
      expect({ amount, sums, code: changed.code }).toEqual({ amount: "1", sums: ["1"], code: "INVALID_INPUT" });
    }
    await scheduleRunner.run({ schedule: id, due });
    expect(await api.sumsMovedFor(id)).toHaveLength(1);
  }
  // Neither order may be all that was met.
  expect(Math.min(met.before, met.after)).toBeGreaterThan(0);
  expect(Number((await balanceOf(kim)).balance)).toBe(24 + met.before);
  await api.expectSoundBook();
});
