import { enterAmount } from "./person.ts";
import { answer, heading, letThrough, type Screen, to } from "./screen.ts";

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

const request = (id: number, rest: object = {}) => ({
  __typename: "MoneyRequest",
  id: `00000000-0000-7000-8000-00000000000${id}`,
  direction: "INCOMING",
  state: "OPEN",
  amount: "12000",
  memo: "금요일 점심값",
  askerName: "남**민",
  askerKind: "PERSON",
  askerAccountNumber: "****4321",
  payerName: "홍길동",
  isLink: false,
  payersMax: 1,
  paidCount: 0,
  transferId: null,
  askerRefused: false,
  remindableFrom: null,
  createdAt: inDays(-1),
  expiresAt: inDays(6),
  closedAt: null,
  split: null,
  ...rest,
});

const REQUESTS = [
  request(1),
  request(2, { state: "PAID", amount: "1250000", transferId: "00000000-0000-7000-8000-000000000099", memo: null }),
  request(3, { state: "DECLINED", askerName: "김*연" }),
  request(4, {
    state: "EXPIRED",
    split: { __typename: "MoneySplit", id: "1", total: "90000", ownShare: null, payers: 2, paidCount: 1 },
  }),
];

const connection = {
  __typename: "MoneyRequestConnection",
  edges: REQUESTS.map((node) => ({ __typename: "MoneyRequestEdge", cursor: node.id, node })),
  pageInfo: { __typename: "PageInfo", endCursor: REQUESTS.at(-1)?.id, hasNextPage: false },
};

export const REQUEST_SCREENS: readonly Screen[] = [
  {
    name: "request-new",
    path: "requests/new",
    open: to("/requests/new", /누구에게 요청할까요/),
  },
  {
    name: "request-new-sum",
    path: "requests/new",
    async open(page) {
      await page.getByRole("button", { name: "링크로 요청하기" }).click();
      await heading(page, /얼마를 요청할까요/);
    },
  },
  {
    name: "request-new-details",
    path: "requests/new",
    async open(page) {
      await enterAmount(page, "12000");
      await page.getByRole("combobox", { name: /보낼 수 있는 사람/ }).selectOption("5");
      await page.getByText("모두 보내면").waitFor();
    },
  },
  {
    name: "request-link",
    path: "requests/:id",
    async open(page) {
      await page.getByRole("button", { name: "링크 만들기" }).click();
      await heading(page, /요청하고 있어요/);
    },
  },
  {
    name: "request-cancel",
    path: "requests/:id",
    async open(page) {
      await page.getByRole("button", { name: "요청 취소하기" }).click();
      await page.getByRole("dialog").waitFor();
    },
    close: (page) => page.getByRole("button", { name: "그대로 두기" }).click(),
  },
  {
    name: "split-sum",
    path: "requests/split",
    open: to("/requests/split", /얼마를 나눌까요/),
  },
  {
    name: "split-people",
    path: "requests/split",
    async open(page, { recipient }) {
      await enterAmount(page, "100000");
      await page.getByRole("textbox", { name: "요청받을 분" }).fill(recipient);
      await page.getByRole("button", { name: "추가하기" }).click();
      await page.getByRole("button", { name: "링크로 받을 사람 추가" }).click();
      await page.getByRole("button", { name: "링크 1 빼기" }).waitFor();
    },
  },
  {
    name: "split-shares",
    path: "requests/split",
    async open(page) {
      await page.getByRole("button", { name: /3명이 나누기/ }).click();
      await page.getByRole("textbox", { name: "내 몫" }).waitFor();
    },
  },
  {
    name: "split",
    path: "requests/:id",
    async open(page) {
      await page.getByRole("button", { name: "2명에게 요청하기" }).click();
      await heading(page, /2명 중 0명/);
      await page.getByRole("button", { name: "다시 알리기" }).click();
      await page.getByRole("button", { name: "내일 다시 알릴 수 있어요" }).waitFor();
    },
  },
  {
    name: "requests-sent",
    path: "requests",
    async open(page) {
      await page.goto("/requests?tab=sent");
      await page.getByText("2명 중 0명 보냈어요").waitFor();
    },
  },
  {
    name: "requests",
    path: "requests",
    async open(page) {
      await answer(page, "MoneyRequests", { moneyRequests: connection });
      await page.goto("/requests");
      await page.getByRole("link", { name: /1,250,000원/ }).waitFor();
    },
  },
  {
    name: "request-received",
    path: "requests/:id",
    async open(page) {
      const moneyRequest = { ...REQUESTS[0], linkToken: null, payments: [] };
      await answer(page, "MoneyRequestDetail", { moneyRequest });
      await page.getByRole("link", { name: /남\*\*민.*12,000원.*보낼 돈/ }).click();
      await heading(page, /요청했어요/);
    },
  },
  {
    name: "request-decline",
    path: "requests/:id",
    async open(page) {
      await page.getByRole("button", { name: "거절하기" }).click();
      await page.getByRole("dialog").waitFor();
    },
    async close(page) {
      await page.getByRole("button", { name: "그대로 두기" }).click();
      await letThrough(page);
    },
  },
  {
    name: "request-missing",
    path: "requests/:id",
    open: to("/requests/00000000-0000-7000-8000-000000000001", /그런 요청이 없어요/),
  },
  {
    name: "request-by-link",
    path: "r/:token",
    async open(page) {
      await answer(page, "MoneyRequestByLink", { moneyRequestByLink: request(5, { isLink: true, payerName: null }) });
      await page.goto("/r/somebodys");
      await heading(page, /요청했어요/);
    },
  },
  {
    name: "request-pay",
    path: "send/confirm",
    async open(page) {
      await page.getByRole("button", { name: /원 보내기$/ }).click();
      await heading(page, /보낼까요/);
    },
    close: letThrough,
  },
];
