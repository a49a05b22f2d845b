/** Schedules as the server would tell of them after some months, which no journey can wait for. */
const at = (days: number, hour = 9) => {
  const day = new Date(Date.now() + 9 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
  return new Date(`${day}T${String(hour).padStart(2, "0")}:00:00+09:00`).toISOString();
};

const schedule = (id: number, rest: object) => ({
  __typename: "Schedule",
  id: `00000000-0000-7000-8000-00000000000${id}`,
  kind: "MONTHLY",
  state: "ACTIVE",
  fromAccountNumber: "100000000001",
  toAccountNumber: "100000000002",
  recipientName: "김*연",
  recipientKind: "PERSON",
  amount: "550000",
  memo: "월세",
  recipientMemo: "302호 11월",
  weekday: null,
  dayOfMonth: 31,
  hour: 9,
  endsOn: null,
  timesMax: 24,
  runCount: 4,
  nextRunAt: at(9),
  upcoming: [at(9), at(40), at(70)],
  cancellableUntil: null,
  lastRun: null,
  ...rest,
});

const run = (dueAt: string, rest: object = {}) => ({
  __typename: "ScheduleRun",
  dueAt,
  state: "SUCCEEDED",
  transferId: "00000000-0000-7000-8000-000000000099",
  failureMessage: null,
  ...rest,
});

const failed = run(at(-21), { state: "FAILED", transferId: null, failureMessage: "잔액이 모자랐어요." });
const rent = schedule(1, { lastRun: failed });

export const RENT = { ...rent, runs: [failed, run(at(-52)), run(at(-82)), run(at(-113))] };

export const SCHEDULES = [
  schedule(2, {
    kind: "ONCE",
    hour: null,
    dayOfMonth: null,
    amount: "70000",
    nextRunAt: at(2, 14),
    recipientName: "박*늘",
  }),
  rent,
  schedule(3, {
    kind: "WEEKLY",
    weekday: 5,
    dayOfMonth: null,
    state: "PAUSED",
    amount: "30000",
    nextRunAt: null,
    upcoming: [],
    recipientName: "남**민",
  }),
  schedule(4, { kind: "DELAYED", state: "CANCELLED", hour: null, nextRunAt: null, upcoming: [], amount: "1200000" }),
];

/** What was to be sent once, and was not. */
export const failedOnce = (fromAccountId: string, toAccountNumber: string) => {
  const lastRun = run(at(-1), { state: "FAILED", transferId: null, failureMessage: "1회 한도를 넘었어요." });
  const once = { kind: "ONCE", state: "ENDED", dayOfMonth: null, hour: null, nextRunAt: null, upcoming: [] };
  const sum = { amount: "10000", timesMax: null, runCount: 1 };
  return schedule(5, { ...once, ...sum, fromAccountId, toAccountNumber, lastRun, runs: [lastRun] });
};
