import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fold, matchesName } from "../../src/modules/history/history.search.js";
import { deposit, type Member, startTestApi, type TestApi, transfer, withdraw } from "../api-harness.js";
import { allOf, NOTE, type Shown, takeIn } from "../history-harness.js";

let api: TestApi;
let hong: Member;
let kim: Member;
let shop: Member;

beforeAll(async () => {
  api = await startTestApi();
  hong = await api.member("홍길동");
  kim = await api.member("김나연");
  shop = await api.member("Alexander Smith");
  await deposit(hong, 1_000_000n);
  await deposit(hong, 12_000n, { bankCode: "090" });
  for (let i = 1; i <= 40; i++) {
    const [from, to] = i % 4 === 0 ? [kim, hong] : [hong, i % 3 === 0 ? shop : kim];
    const memo = ["점심값", "11월 월세", "Rent 12000", null, "커피"][i % 5];
    await transfer(from, to, BigInt(i % 7 === 0 ? 12_000 : i * 10), { memo, recipientMemo: i % 2 ? memo : "고마워" });
  }
  await withdraw(hong, 12_000n);
  await withdraw(hong, 500n, { bankAccountNumber: "990000000003" });
  await transfer(hong, kim, 1_900_000n, { memo: "너무 많은 점심값" });
  await withdraw(hong, 1_800_000n);
});
afterAll(async () => {
  await api.close();
});

const wanted = (shown: Shown[], search: string) =>
  shown.filter(
    (each) =>
      [each.memo, each.note.text, ...each.note.tags].some((text) => text && fold(text).includes(fold(search))) ||
      matchesName(each.counterparty, search) ||
      each.amount === search.replaceAll(",", "").replace("원", ""),
  );

describe("a filter", () => {
  const filters: Array<[object, (each: Shown) => boolean]> = [
    [{ direction: "IN" }, (each) => each.direction === "IN"],
    [{ direction: "OUT", kinds: ["TRANSFER"] }, (each) => each.direction === "OUT" && each.kind === "TRANSFER"],
    [{ kinds: ["DEPOSIT", "WITHDRAWAL"] }, (each) => each.kind !== "TRANSFER"],
    [{ amountMin: "12000", amountMax: "12000" }, (each) => each.amount === "12000"],
    [{ amountMin: "90", amountMax: "250" }, (each) => BigInt(each.amount) >= 90n && BigInt(each.amount) <= 250n],
    [{ amountMin: "5000" }, (each) => BigInt(each.amount) >= 5000n],
    [{ amountMax: "100", direction: "IN" }, (each) => BigInt(each.amount) <= 100n && each.direction === "IN"],
    [{ progress: "DONE" }, (each) => ["POSTED", "SETTLED"].includes(each.state)],
    [{ progress: "WAITING" }, (each) => each.state === "RESERVED"],
    [{ from: "2000-01-01T00:00:00Z", to: "2000-02-01T00:00:00Z" }, () => false],
    [{ from: "2000-01-01T00:00:00Z" }, () => true],
  ];
  test.each(["as it happens", "once it is indexed"])("shows what a look at every row would, %s", async (when) => {
    if (when !== "as it happens") await takeIn(api);
    const { shown: everything } = await allOf(hong, null, 100);
    expect(everything.length).toBeGreaterThan(40);
    for (const [filter, fits] of filters) {
      const ids = everything.filter(fits).map((each) => each.id);
      for (const first of [1, 4, 100])
        expect(
          (await allOf(hong, filter, first)).shown.map((each) => each.id),
          JSON.stringify(filter),
        ).toEqual(ids);
    }
  });

  test("by time cuts exactly where it says", async () => {
    const { shown } = await allOf(hong, null, 100);
    const [newer, older] = [shown[5], shown[25]] as [Shown, Shown];
    const between = shown.filter((each) => each.recordedAt >= older.recordedAt && each.recordedAt < newer.recordedAt);
    const found = await allOf(hong, { from: older.recordedAt, to: newer.recordedAt }, 6);
    // The wire has milliseconds, the books have microseconds.
    const inside = (each: Shown) => each.recordedAt > older.recordedAt && each.recordedAt < newer.recordedAt;
    expect(found.shown.filter(inside)).toEqual(between.filter(inside));
  });
});

describe("a search", () => {
  const searches = [
    "점심값",
    "월세",
    "11월",
    "rent",
    "RENT 1",
    "커",
    "커피",
    "12000",
    "12,000원",
    "10",
    "홍*동",
    "홍길동",
    "김나연",
    "김*연",
    "나연",
    "김",
    "연",
    "alex",
    "Alexander",
    "국민",
    "카카오",
    "은행",
    "고마",
    "없는말",
    "90",
    "%",
    "_",
    "' OR 1=1 --",
    "\\",
  ];
  test.each(["as it happens", "once it is indexed"])("finds what a look at every row would, %s", async (when) => {
    if (when !== "as it happens") await takeIn(api);
    for (const member of [hong, kim]) {
      const { shown: everything } = await allOf(member, null, 100);
      for (const search of searches) {
        const ids = wanted(everything, search).map((each) => each.id);
        for (const first of [3, 100])
          expect(
            (await allOf(member, { search }, first)).shown.map((each) => each.id),
            search,
          ).toEqual(ids);
        const both = wanted(everything, search).filter(
          (each) => each.direction === "OUT" && BigInt(each.amount) < 200n,
        );
        const filter = { search, direction: "OUT", amountMax: "199" };
        expect(
          (await allOf(member, filter, 3)).shown.map((each) => each.id),
          search,
        ).toEqual(both.map((each) => each.id));
      }
    }
  });

  test("tells nothing of a name that is not on the screen", async () => {
    for (const guess of ["나", "김가연", "김다연"]) {
      const ids = (search: string) => allOf(hong, { search }, 100).then(({ shown }) => shown.map((each) => each.id));
      // Any letter fits the hidden one: the true one is found no better than a wrong one.
      if (guess === "나") expect(await ids(guess)).toEqual([]);
      else expect(await ids(guess)).toEqual(await ids("김나연"));
    }
  });

  test("of what no text can be is refused", async () => {
    const ask = (search: string) =>
      hong.client.ask(
        `query ($f: TransactionFilter) { me { accounts { transactions(filter: $f) { edges { cursor } } } } }`,
        {
          f: { search },
        },
      );
    for (const search of ["가".repeat(51), "\u0000", "a\u202eb"])
      expect((await ask(search)).errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });
});

describe("failed attempts", () => {
  test("are shown when they are asked for, with why, and nowhere else", async () => {
    await takeIn(api);
    for (const first of [1, 2, 50]) {
      const { shown } = await allOf(hong, { progress: "FAILED" }, first);
      expect(shown.map(({ amount, state, refusal, kind }) => [amount, state, refusal, kind])).toEqual([
        ["1800000", "REFUSED", "INSUFFICIENT_FUNDS", "WITHDRAWAL"],
        ["1900000", "REFUSED", "INSUFFICIENT_FUNDS", "TRANSFER"],
        ["500", "RELEASED", "BANK", "WITHDRAWAL"],
      ]);
      expect(shown[1]).toMatchObject({ memo: "너무 많은 점심값", counterparty: "김*연", balanceAfter: null });
      expect(BigInt(shown[1]?.refusalAvailable ?? 0)).toBeGreaterThan(0n);
    }
    const ids = async (filter: object) =>
      (await allOf(hong, { progress: "FAILED", ...filter })).shown.map((each) => each.amount);
    expect(await ids({ search: "점심값" })).toEqual(["1900000"]);
    expect(await ids({ kinds: ["WITHDRAWAL"] })).toEqual(["1800000", "500"]);
    expect(await ids({ direction: "IN" })).toEqual([]);
    expect((await allOf(shop, { progress: "FAILED" })).shown).toEqual([]);
    const { shown } = await allOf(hong, null, 100);
    expect(shown.some((each) => each.state === "REFUSED")).toBe(false);
  });
});

describe("a note", () => {
  const write = async (member: Member, input: object) => (await member.client.data(NOTE, { input })).writeNote;

  test("with tags is found, changed, and taken away; nobody else sees it", async () => {
    const { shown } = await allOf(hong, { kinds: ["TRANSFER"] }, 100);
    const { note } = shown[3] as Shown;
    const text = "회식 1차, 나중에 정산";
    expect(await write(hong, { noteId: note.id, text, tags: ["회사", " 저녁 ", "회사"] })).toMatchObject({
      note: { id: note.id, text, tags: ["회사", "저녁"] },
    });
    for (const search of ["정산", "저녁", "회사"])
      expect((await allOf(hong, { search })).shown.map((each) => each.id)).toEqual([shown[3]?.id]);
    expect((await allOf(kim, { search: "정산" })).shown).toEqual([]);
    const { rows } = await api.owner.query(`SELECT sealed FROM transaction_notes WHERE user_id = $1`, [hong.userId]);
    expect(rows[0].sealed.includes(Buffer.from("정산"))).toBe(false);
    await write(hong, { noteId: note.id, text: "다른 말" });
    expect((await allOf(hong, { search: "저녁" })).shown).toEqual([]);
    await write(hong, { noteId: note.id, text: " ", tags: [] });
    expect((await allOf(hong, { search: "다른 말" })).shown).toEqual([]);
    expect((await api.owner.query(`SELECT FROM transaction_notes WHERE user_id = $1`, [hong.userId])).rows).toEqual([]);
  });

  test("on a withdrawal stays when it settles, and is found", async () => {
    const { shown } = await allOf(hong, { kinds: ["WITHDRAWAL"] }, 10);
    const settled = shown.find((each) => each.state === "SETTLED") as Shown;
    await write(hong, { noteId: settled.note.id, text: "이사 준비" });
    await takeIn(api);
    const found = (await allOf(hong, { search: "이사" })).shown;
    expect(found.map((each) => [each.id, each.note.text])).toEqual([[settled.id, "이사 준비"]]);
  });

  test("too long, too many tags, or on another's transaction is refused by name", async () => {
    const noteId = (await allOf(hong, null, 5)).shown[0]?.note.id;
    const others = (await allOf(shop, null, 5)).shown[0]?.note.id;
    const paths = async (input: object) => (await write(kim, input)).fields?.map((each: { path: string }) => each.path);
    const own = (await allOf(kim, null, 5)).shown[0]?.note.id;
    expect(await paths({ noteId: own, text: "가".repeat(201) })).toEqual(["text"]);
    expect(await paths({ noteId: own, tags: ["1", "2", "3", "4", "5", "6"] })).toEqual(["tags"]);
    expect((await write(kim, { noteId: own, tags: ["가".repeat(21)] })).__typename).toBe("InvalidInput");
    expect((await write(kim, { noteId: own, tags: [""] })).__typename).toBe("InvalidInput");
    expect(await paths({ noteId: others, text: "엿보기" })).toEqual(["noteId"]);
    expect(await paths({ noteId: "nonsense", text: "엿보기" })).toEqual(["noteId"]);
    expect(noteId).toBeDefined();
  });
});
