import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deposit, type Member, PASSWORD, startTestApi, type TestApi, transfer } from "../api-harness.js";
import { mailsTo } from "../mailbox.js";

let api: TestApi;
let hong: Member;
let kim: Member;
let transferId: string;

beforeAll(async () => {
  api = await startTestApi();
  [hong, kim] = [await api.member("홍길동"), await api.member("김나연")];
  await deposit(hong, 10_000n);
  transferId = (await transfer(hong, kim, 3_000n)).transfer.id;
});
afterAll(() => api.close());

async function report(member: Member, change: object = {}) {
  const { reportProblem } = await member.client.data(
    `mutation ($i: ReportProblemInput!) { reportProblem(input: $i) { __typename ... on ReportProblemSuccess { number }
       ... on InvalidInput { fields { path message } } } }`,
    { i: { transferId, problem: "WRONG_PAYEE", text: "동생에게 보내려고 했어요", ...change } },
  );
  return reportProblem;
}

const rowsOf = async (member: Member) =>
  (await api.owner.query(`SELECT * FROM problem_reports WHERE user_id = $1 ORDER BY reported_at`, [member.userId]))
    .rows;

test("what somebody says of a transfer is kept sealed, told by number and mail, and written down", async () => {
  const { number } = await report(hong);
  expect(number).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  const [{ sealed, ...row }] = await rowsOf(hong);
  expect(row).toMatchObject({ number, movement_id: transferId, problem: "wrong_payee" });
  expect(sealed.toString()).not.toContain("동생");
  const vault = await api.application.services.users.ownVault(hong.userId as never);
  expect(vault.open(sealed, `problem_reports.sealed/${number}`).toString()).toBe("동생에게 보내려고 했어요");
  const [mail] = (await mailsTo(api, hong.email)).filter(({ template }) => template === "problem_reported");
  expect(mail?.subject).toContain(number);
  expect(mail?.text).not.toContain("동생");
  const { rows } = await api.owner.query(
    `SELECT user_id, after FROM audit_events WHERE action = 'problem.reported' AND user_id = $1`,
    [hong.userId],
  );
  expect(rows).toEqual([{ user_id: hong.userId, after: { number, movement: transferId, problem: "wrong_payee" } }]);
  // Whom it came to may have something to say as well.
  expect((await report(kim, { problem: "OTHER" })).number).not.toBe(number);
});

test("another's transfer is as unknown as none, and the field that cannot be used is named", async () => {
  const lee = await api.member("이서연");
  for (const id of [transferId, randomUUID(), "nothing"]) {
    expect(await report(lee, { transferId: id })).toEqual({
      __typename: "InvalidInput",
      fields: [{ path: "transferId", message: "거래를 찾지 못했어요." }],
    });
  }
  for (const text of ["", " ", "가".repeat(501)]) {
    expect((await report(hong, { text })).fields).toMatchObject([{ path: "text" }]);
  }
  expect(await rowsOf(lee)).toEqual([]);
});

test("ten are taken in a day, however many come at once, and they go with the member", async () => {
  const answers = await Promise.all(Array.from({ length: 14 }, () => report(kim)));
  const refused = answers.filter(({ __typename }) => __typename === "InvalidInput");
  expect(refused[0].fields).toEqual([
    { path: "transferId", message: "하루에 10번까지 신고할 수 있어요. 내일 다시 해 주세요." },
  ]);
  expect(await rowsOf(kim)).toHaveLength(10);
  await transfer(kim, hong, 3_000n);
  await kim.client.data(`mutation ($i: CloseMembershipInput!) { closeMembership(input: $i) { __typename } }`, {
    i: { password: PASSWORD },
  });
  expect(await rowsOf(kim)).toEqual([]);
});
