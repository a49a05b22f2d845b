import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { expect } from "vitest";
import type { Member } from "./api-harness.js";

export const SCHEDULE = `id kind state amount memo recipientName recipientKind toAccountNumber nextRunAt upcoming
  cancellableUntil runCount lastRun { state failure }
  runs { dueAt state transferId failure failureMessage finishedAt }`;
const FAILURES = `... on InvalidInput { fields { path message } } ... on UserError { code message }`;

/** What is typed into a form by somebody who wants it soon. */
export const DELAYED = { kind: "DELAYED", delayHours: 3 };
export const MONTHLY = { kind: "MONTHLY", dayOfMonth: 31, hour: 9 };

export function request(from: Member, to: Member, amount: unknown, rule: object, change: object = {}) {
  return {
    fromAccountId: from.accountId,
    toAccountNumber: to.accountNumber,
    amount: String(amount),
    rule,
    idempotencyKey: randomUUID(),
    ...change,
  };
}

/** Asks for a schedule, and confirms it where that is asked. */
export async function plan(from: Member, input: object) {
  const ask = async (change: object = {}) =>
    (
      await from.client.data(
        `mutation ($i: ScheduleTransferInput!) { scheduleTransfer(input: $i) { __typename
           ... on ScheduleTransferSuccess { replayed schedule { ${SCHEDULE} } }
           ... on StepUpRequired { challengeId methods } ${FAILURES} } }`,
        { i: { ...input, ...change } },
      )
    ).scheduleTransfer;
  const first = await ask();
  return first.__typename === "StepUpRequired" ? ask({ stepUpToken: await confirm(from, first.challengeId) }) : first;
}

export async function confirm(member: Member, challengeId: string): Promise<string> {
  const { verifyStepUp } = await member.client.data(
    `mutation ($i: VerifyStepUpInput!) { verifyStepUp(input: $i) { ... on StepUpPassed { stepUpToken } } }`,
    { i: { challengeId, proof: { password: "correct horse battery" } } },
  );
  return verifyStepUp.stepUpToken;
}

/** The schedule that is planned by now. */
export async function planned(from: Member, input: object) {
  const result = await plan(from, input);
  expect(result).toMatchObject({ __typename: "ScheduleTransferSuccess" });
  return result.schedule;
}

export async function change(member: Member, how: "pause" | "resume" | "cancel", scheduleId: string) {
  const name = `${how}Schedule`;
  const data = await member.client.data(
    `mutation ($i: ScheduleInput!) { ${name}(input: $i) { __typename
       ... on ScheduleChanged { schedule { ${SCHEDULE} } } ${FAILURES} } }`,
    { i: { scheduleId } },
  );
  return data[name];
}

/** What a schedule is to be from now on, confirmed where that is asked. */
export async function changeTerms(member: Member, scheduleId: string, terms: { amount: unknown; rule: object }) {
  const ask = async (more: object = {}) =>
    (
      await member.client.data(
        `mutation ($i: ChangeScheduleInput!) { changeSchedule(input: $i) { __typename
           ... on ScheduleChanged { schedule { ${SCHEDULE} weekday dayOfMonth hour endsOn timesMax } }
           ... on StepUpRequired { challengeId } ${FAILURES} } }`,
        { i: { scheduleId, ...terms, amount: String(terms.amount), ...more } },
      )
    ).changeSchedule;
  const first = await ask();
  return first.__typename === "StepUpRequired" ? ask({ stepUpToken: await confirm(member, first.challengeId) }) : first;
}

export async function read(member: Member, id: string) {
  const { schedule } = await member.client.data(`query ($id: ID!) { schedule(id: $id) { ${SCHEDULE} } }`, { id });
  return schedule;
}

/** Lets the next run of these schedules be due at that moment, as if the days until then had passed. */
export async function letBeDue(owner: Pool, ids: readonly string[], at = new Date()): Promise<void> {
  await owner.query(`UPDATE schedules SET next_run_at = $2 WHERE id = ANY($1)`, [ids, at]);
  await owner.query(
    `SELECT graphile_worker.add_job('run_schedule', json_build_object('schedule', id, 'due', $2::text), run_at => $2::timestamptz,
       max_attempts => 50)
     FROM unnest($1::uuid[]) AS id`,
    [ids, at.toISOString()],
  );
}

/** The schedule as its owner sees it once nothing of it is under way. */
export async function whenRun(member: Member, id: string, runs = 1) {
  for (const endAt = Date.now() + 10_000; Date.now() < endAt; await sleep(20)) {
    const schedule = await read(member, id);
    const finished = schedule.runs.filter((run: { state: string }) => run.state !== "RUNNING");
    // Read once more: an answer is made of several reads, and the end may have come between two of them.
    if (finished.length >= runs && finished.length === schedule.runs.length) return read(member, id);
  }
  throw new Error(`schedule ${id} was not run ${runs} times`);
}
