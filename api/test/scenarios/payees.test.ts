import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Member, PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import { codeFor } from "../mailbox.js";
import { appointed, lockMember } from "../staff.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.close();
});

const FIELDS = `accountNumber maskedName kind label`;

async function keep(member: Member, accountNumber: string, label: string | null = null) {
  const { keepPayee } = await member.client.data(
    `mutation ($i: KeepPayeeInput!) { keepPayee(input: $i) { __typename ... on PayeesChanged { favouritePayees { ${FIELDS} } }
       ... on InvalidInput { fields { path message } } ... on UserError { code } } }`,
    { i: { accountNumber, label } },
  );
  return keepPayee;
}

async function favouritesOf(member: Member) {
  return (await member.client.data(`{ favouritePayees { ${FIELDS} } }`)).favouritePayees;
}

test("favourites are kept by name, renamed, dropped, and shown as long as they can be sent money", async () => {
  const [hong, kim, park] = [await api.member(), await api.member("김나연"), await api.member("박하늘")];
  await keep(hong, kim.accountNumber.replace(/(\d{4})/g, "$1-"));
  expect(await keep(hong, park.accountNumber, " 가게 월세 ")).toMatchObject({ __typename: "PayeesChanged" });
  expect(await favouritesOf(hong)).toEqual([
    { accountNumber: park.accountNumber, maskedName: "박*늘", kind: "PERSON", label: "가게 월세" },
    { accountNumber: kim.accountNumber, maskedName: "김*연", kind: "PERSON", label: null },
  ]);
  await keep(hong, kim.accountNumber, "ㄱ나연이");
  expect((await favouritesOf(hong)).map((each: { label: string }) => each.label).sort()).toEqual(
    ["ㄱ나연이", "가게 월세"].sort(),
  );
  expect(await favouritesOf(kim)).toEqual([]);

  await kim.client.data(`mutation ($i: CloseAccountInput!) { closeAccount(input: $i) { __typename } }`, {
    i: { accountId: kim.accountId },
  });
  expect((await favouritesOf(hong)).map((each: { accountNumber: string }) => each.accountNumber)).toEqual([
    park.accountNumber,
  ]);
  const { dropPayee } = await hong.client.data(
    `mutation ($i: DropPayeeInput!) { dropPayee(input: $i) { favouritePayees { label } } }`,
    { i: { accountNumber: park.accountNumber } },
  );
  expect(dropPayee.favouritePayees).toEqual([]);
});

test("there are at most fifty, however many come at once, and nobody unknown among them", async () => {
  const hong = await api.member();
  expect(await keep(hong, "100000000000")).toMatchObject({ code: "RECIPIENT_NOT_FOUND" });
  expect(await keep(hong, hong.accountNumber, "x".repeat(31))).toMatchObject({ fields: [{ path: "label" }] });
  const others: Member[] = [];
  for (let i = 0; i < 52; i++) others.push(await api.member());
  const results = await Promise.all(others.map((each) => keep(hong, each.accountNumber)));
  const full = results.filter(({ code }) => code === "INVALID_INPUT");
  expect(full).toHaveLength(2);
  expect(full[0].fields).toEqual([{ path: "accountNumber", message: "자주 보내는 곳은 50곳까지 둘 수 있어요." }]);
  const kept = await favouritesOf(hong);
  expect(kept).toHaveLength(50);
  // One that is closed takes no place.
  const [left, newcomer] = [
    others.find(isAmong(kept)) as Member,
    others.find((each) => !isAmong(kept)(each)) as Member,
  ];
  await left.client.data(`mutation ($i: CloseAccountInput!) { closeAccount(input: $i) { __typename } }`, {
    i: { accountId: left.accountId },
  });
  expect(await keep(hong, newcomer.accountNumber)).toMatchObject({ __typename: "PayeesChanged" });
});

const isAmong = (kept: ReadonlyArray<{ accountNumber: string }>) => (member: Member) =>
  kept.some(({ accountNumber }) => accountNumber === member.accountNumber);

const findBy = async (member: Member, contact: string) =>
  (
    await member.client.data(
      `query ($c: String!) { recipientByContact(contact: $c) { accountNumber maskedName kind } }`,
      { c: contact },
    )
  ).recipientByContact;

const letFind = (member: Member, findable: boolean) =>
  member.client.data(`mutation ($i: ChangeFindableInput!) { changeFindable(input: $i) { user { findable phone } } }`, {
    i: { findable },
  });

const changePhone = (member: Member, phone: string | null) =>
  member.client.data(`mutation ($i: ChangePhoneInput!) { changePhone(input: $i) { __typename } }`, {
    i: { password: PASSWORD, phone },
  });

test("whoever wants to be is found by e-mail and phone number, and only as long as they want to be", async () => {
  const [hong, kim] = [await api.member(), await api.member("김나연")];
  await changePhone(kim, "010-2345-6789");
  for (const contact of [kim.email, "010-2345-6789"]) expect(await findBy(hong, contact)).toBeNull();
  const { changeFindable } = await letFind(kim, true);
  expect(changeFindable.user).toEqual({ findable: true, phone: "010-****-6789" });
  const found = { accountNumber: kim.accountNumber, maskedName: "김*연", kind: "PERSON" };
  for (const contact of [` ${kim.email.toUpperCase()} `, "01023456789", "+82 10 2345 6789", "010 2345 6789"]) {
    expect(await findBy(hong, contact), contact).toEqual(found);
  }
  for (const contact of ["", "@", "010", kim.accountNumber, kim.userId]) {
    expect(await findBy(hong, contact), contact).toBeNull();
  }
  // Not oneself.
  expect(await findBy(kim, kim.email)).toBeNull();
  await changePhone(kim, "010-2345-6780");
  expect(await findBy(hong, "010-2345-6789")).toBeNull();
  expect(await findBy(hong, "010-2345-6780")).toEqual(found);
  await letFind(kim, false);
  expect(await findBy(hong, kim.email)).toBeNull();
});

test("a number that two claim finds neither, and who is locked or has left is not found", async () => {
  const [hong, kim, thief] = [await api.member(), await api.member(), await api.member()];
  await changePhone(kim, "010-3456-7890");
  await letFind(kim, true);
  expect(await findBy(hong, "010-3456-7890")).not.toBeNull();
  await changePhone(thief, "010-3456-7890");
  await letFind(thief, true);
  expect(await findBy(hong, "010-3456-7890")).toBeNull();
  // One who does not want to be found has it all the same.
  await letFind(thief, false);
  expect(await findBy(hong, "010-3456-7890")).toBeNull();
  await changePhone(thief, null);
  expect(await findBy(hong, "010-3456-7890")).not.toBeNull();
  await lockMember((await appointed(api, "operator")).client, kim.email);
  expect(await findBy(hong, kim.email)).toBeNull();
});

test("where addresses are proven, only proven ones find anybody; phone numbers where that is switched on", async () => {
  const strict = await startTestApi({ SIGN_UP_EMAIL_CODE: "required", FIND_BY_PHONE: "off" });
  try {
    const sign = async () => {
      const email = `${randomUUID()}@test.example`;
      const client = strict.client();
      const input = {
        email,
        password: PASSWORD,
        name: "김나연",
        phone: "010-4567-8901",
        code: await codeFor(strict, email),
      };
      const { signUp } = await client.data(
        `mutation ($i: SignUpInput!) { signUp(input: $i) { ... on AuthPayload { accessToken } } }`,
        { i: input },
      );
      client.token = signUp.accessToken;
      return { email, client } as Member;
    };
    const [hong, kim] = [await sign(), await sign()];
    await changePhone(hong, null);
    await letFind(kim, true);
    expect(await findBy(hong, kim.email)).not.toBeNull();
    expect(await findBy(hong, "010-4567-8901")).toBeNull();
    await strict.owner.query(`UPDATE users SET email_verified_at = NULL`);
    expect(await findBy(hong, kim.email)).toBeNull();
  } finally {
    await strict.close();
  }
});

test("looking people up is slowed down", async () => {
  const strict = await startTestApi({ RECIPIENT_LOOK_UPS_PER_MINUTE: "5" });
  try {
    const hong = await strict.member();
    const asked = Array.from({ length: 6 }, () =>
      hong.client.ask(`{ recipientByContact(contact: "somebody@test.example") { kind } }`),
    );
    const codes = (await Promise.all(asked)).map(({ errors }) => errors?.[0]?.extensions.code);
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(1);
  } finally {
    await strict.close();
  }
});
