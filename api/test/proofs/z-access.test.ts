import { randomUUID } from "node:crypto";
import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from "graphql";
import { expect, test } from "vitest";
import { createSchema } from "../../src/graphql/schema.js";
import { generateSigningKey } from "../../src/infra/signing-keys.js";
import { AccessTokenService } from "../../src/modules/auth/index.js";
import { deposit, type Member, PASSWORD, startTestApi, type TestApi, transfer } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { SocketClient } from "../socket-client.js";
import { appointed, lockMember } from "../staff.js";
import { ACCESS_RULES, ACTORS, isAllowed, type Standing } from "./access-rules.js";
import { prove } from "./proof.js";
import { NOBODYS, questions, withoutIds } from "./schema-questions.js";

const objectTypes = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith("__"),
  );

test("Z1 every field of the schema has a rule, and every rule a field", async () => {
  const schema = await createSchema({
    get: () => {
      throw new Error("the schema is only looked at");
    },
  });
  const inSchema = objectTypes(schema).flatMap((type) =>
    Object.keys(type.getFields()).map((name) => `${type.name}.${name}`),
  );
  const ruled = Object.entries(ACCESS_RULES).flatMap(([type, rules]) =>
    Object.keys(rules).map((name) => `${type}.${name}`),
  );
  expect(ruled.toSorted()).toEqual(inSchema.toSorted());
});

interface Actor {
  name: string;
  standing: Standing;
  client: GraphQLClient;
}

/** One of each, as real as they can be. */
async function gather(api: TestApi, owner: Member): Promise<Actor[]> {
  const withToken = (token: string | null) => {
    const client = api.client();
    client.token = token;
    return client;
  };
  const [other, leaving, left, barred] = await Promise.all([
    api.member("엿보미"),
    api.member(),
    api.member(),
    api.member(),
  ]);
  const [operator, administrator] = [await appointed(api, "operator"), await appointed(api, "administrator")];
  await lockMember(operator.client, barred.email);
  const gone = leaving.client.token;
  await leaving.client.data("mutation { logOut }");
  const closed = left.client.token;
  await left.client.data("mutation ($i: CloseMembershipInput!) { closeMembership(input: $i) { __typename } }", {
    i: { password: PASSWORD },
  });
  const id = owner.userId as never;
  const longAgo = new Date(Date.now() - 3_600_000);
  const shown: Record<keyof typeof ACTORS, string | GraphQLClient | null> = {
    anonymous: null,
    partlyAuthenticated: null,
    owner: owner.client.token,
    otherMember: other.client.token,
    loggedOut: gone,
    locked: barred.client.token,
    closed,
    // These name the owner.
    expired: (await api.tokens.issue(id, randomUUID() as never, longAgo)).token,
    forged: (await new AccessTokenService(generateSigningKey()).issue(id, randomUUID() as never, new Date())).token,
    stolen: (await api.tokens.issue(id, randomUUID() as never, new Date(), "k".repeat(43))).token,
    merchant: null,
    operator: operator.client,
    administrator: administrator.client,
  };
  return Object.entries(ACTORS).flatMap(([name, standing]) => {
    if (standing === null) return [];
    const known = shown[name as keyof typeof ACTORS];
    return [{ name, standing, client: known instanceof GraphQLClient ? known : withToken(known) }];
  });
}

/** A passkey, a session, a schedule, a statement, a money request of the owner's and one to the owner, for others to lay hands on. */
async function thingsOf(api: TestApi, owner: Member) {
  const passkey = await api.owner.query(
    `INSERT INTO passkeys (id, user_id, credential_id, public_key, name)
     VALUES (gen_random_uuid(), $1, $2, '', '열쇠') RETURNING id`,
    [owner.userId, randomUUID()],
  );
  const session = await api.owner.query(`SELECT id FROM sessions WHERE user_id = $1 LIMIT 1`, [owner.userId]);
  const { scheduleTransfer } = await owner.client.data(
    `mutation ($i: ScheduleTransferInput!) { scheduleTransfer(input: $i) { ... on ScheduleTransferSuccess { schedule { id } } } }`,
    {
      i: {
        fromAccountId: owner.accountId,
        toAccountNumber: (await api.member()).accountNumber,
        amount: "45454",
        memo: "비밀예약",
        rule: { kind: "DELAYED", delayHours: 5 },
        idempotencyKey: randomUUID(),
      },
    },
  );
  const statement = await api.owner.query(
    `INSERT INTO statements (id, user_id, account_id, first_day, last_day, format, language, expires_at)
     VALUES (gen_random_uuid(), $1, $2, now(), now(), 'csv', 'ko', now() + interval '1 day') RETURNING id`,
    [owner.userId, owner.accountId],
  );
  const { requestMoney } = await owner.client.data(
    `mutation ($i: RequestMoneyInput!) { requestMoney(input: $i) { ... on RequestMoneySuccess { request { id } } } }`,
    { i: { accountId: owner.accountId, amount: "56565", memo: "비밀요청", idempotencyKey: randomUUID() } },
  );
  const asker = await api.member();
  const asked = await asker.client.data(
    `mutation ($i: RequestMoneyInput!) { requestMoney(input: $i) { ... on RequestMoneySuccess { request { id } } } }`,
    {
      i: {
        ...{ accountId: asker.accountId, payerAccountNumber: owner.accountNumber },
        ...{ amount: "34343", idempotencyKey: randomUUID() },
      },
    },
  );
  const things: Array<{ id: string }> = [
    passkey.rows[0],
    session.rows[0],
    scheduleTransfer.schedule,
    statement.rows[0],
    requestMoney.request,
    asked.requestMoney.request,
  ];
  return things.map(({ id }) => ({ id }));
}

prove<"ask-as-owner">(
  "Z1",
  "whoever asks for whatever gets what the table of rules says, and no trace of the rest",
  { small: 1, redWithout: { "ask-as-owner": 1 } },
  async ({ without }) => {
    const api = await startTestApi();
    try {
      const problems: string[] = [];
      const owner = await api.member("남궁소중한");
      await deposit(owner, 777_123n);
      await transfer(owner, await api.member(), 12_321n, { memo: "비밀메모", recipientMemo: "받는메모" });
      const { me } = await owner.client.data(
        `{ me { accounts { transactions { edges { node { transferId kind } } } } } }`,
      );
      const transferId = me.accounts[0].transactions.edges.find(
        (each: { node: { kind: string } }) => each.node.kind === "TRANSFER",
      ).node.transferId;
      const { schema } = api.application;
      if (without) {
        const account = schema.getQueryType()?.getFields().account;
        const resolve = account?.resolve;
        // A resolver that forgot to ask whose account it is.
        if (account && resolve) {
          account.resolve = (root, args, context, info) =>
            resolve(root, args, { ...context, caller: { ...context.caller, userId: owner.userId } }, info);
        }
      }
      const actors = await gather(api, owner);
      const [passkey, session, schedule, statement, moneyRequest, toPay] = (await thingsOf(api, owner)) as [
        { id: string },
        { id: string },
        { id: string },
        { id: string },
        { id: string },
        { id: string },
      ];
      // The account's state belongs to the owner; so do these, wherever they turn up.
      const canaries = [
        "777123",
        "764802",
        "12321",
        "비밀메모",
        "45454",
        "비밀예약",
        "56565",
        "비밀요청",
        "남궁소중한",
        owner.email,
        owner.accountNumber,
      ];
      const values: Record<string, unknown> = {
        id: owner.accountId,
        accountId: owner.accountId,
        fromAccountId: owner.accountId,
        accountNumber: owner.accountNumber,
        toAccountNumber: owner.accountNumber,
        email: () => `${randomUUID()}@test.example`,
        name: "새사람",
        nickname: "새이름",
        password: "not the password",
        amount: "1",
        first: 20,
        after: null,
        bankCode: "004",
        bankAccountNumber: "110234567890",
        idempotencyKey: () => randomUUID(),
        ...NOBODYS,
        noteId: transferId,
        transferId,
        text: "엿보기",
        passkeyId: passkey.id,
        sessionId: session.id,
        scheduleId: schedule.id,
        requestId: moneyRequest.id,
      };
      // A link would be asked for before the id.
      delete values.linkToken;
      let cells = 0;
      let allowed = 0;
      const count = async () =>
        (await api.owner.query(`SELECT (SELECT count(*) FROM postings) + (SELECT count(*) FROM bank_orders) AS all`))
          .rows[0].all;
      for (const { name, standing, client } of actors) {
        for (const { rule: field, root, kind, query, variables } of questions(schema, values)) {
          const [type = "", rootName = ""] = root.split(".");
          const rule = ACCESS_RULES[type]?.[rootName];
          if (!rule) continue;
          // Ids of transfers and of accounts stand under the same name.
          const about: Record<string, object> = {
            "Query.transfer": { id: transferId },
            "Query.signedReceipt": { id: transferId },
            "Query.schedule": { id: schedule.id },
            "Query.moneyRequest": { id: moneyRequest.id },
            "Query.requestCheck": { requestId: toPay.id },
            "Query.statement": { id: statement.id },
            "Query.memberStanding": { email: owner.email },
          };
          const sent = { ...variables, ...about[root] };
          // The owner's own money and membership stay for those who come after.
          if (standing === "owner" && kind === "mutation") continue;
          // It would end the actor's part in what follows.
          if (standing !== "nobody" && rootName === "logOut") continue;
          cells++;
          const before = kind === "mutation" ? await count() : "";
          const answer =
            kind === "subscription" ? await overSocket(api, client, query, sent) : await client.peek(query, sent);
          const verdict = verdictOf(answer.data, answer.errors);
          const mayPass = isAllowed(rule, standing);
          const cell = `${name} asks for ${root} (${field})`;
          if (mayPass) allowed++;
          const isLetIn = verdict === "let in";
          // Nobody's `me` is null, and so is another's account: both say nothing.
          if (!mayPass && isLetIn) problems.push(`${cell}: ${verdict}`);
          if (mayPass && (verdict === "UNAUTHENTICATED" || verdict === "FORBIDDEN"))
            problems.push(`${cell}: ${verdict}`);
          if (rule === "owner" && mayPass && kind !== "mutation" && !isLetIn) problems.push(`${cell}: ${verdict}`);
          if (
            standing === "nobody" &&
            rule !== "anyone" &&
            root !== "Query.me" &&
            verdict !== "UNAUTHENTICATED" &&
            kind !== "subscription"
          ) {
            problems.push(`${cell}: ${verdict} instead of UNAUTHENTICATED`);
          }
          if (answer.status >= 500) problems.push(`${cell}: ${answer.status}`);
          if (kind === "mutation" && (await count()) !== before) problems.push(`${cell}: money moved`);
          if (standing === "owner") continue;
          const text = withoutIds(JSON.stringify([answer.data, answer.errors]), canaries);
          const asked = JSON.stringify(sent);
          const mentioned = root === "Query.recipient" ? [owner.accountNumber] : [];
          for (const canary of canaries) {
            if (text.includes(canary) && !asked.includes(canary) && !mentioned.includes(canary))
              problems.push(`${cell}: told ${canary}`);
          }
        }
      }
      const { rows } = await api.owner.query(
        `SELECT (SELECT revoked_at IS NULL FROM sessions WHERE id = $1) AS session,
                (SELECT name = '열쇠' FROM passkeys WHERE id = $2) AS passkey,
                (SELECT state = 'active' FROM schedules WHERE id = $3) AS schedule,
                (SELECT state = 'open' FROM money_requests WHERE id = $4) AS request`,
        [session.id, passkey.id, schedule.id, moneyRequest.id],
      );
      if (!rows[0].session || !rows[0].passkey) problems.push("somebody else ended a session or changed a passkey");
      if (!rows[0].schedule) problems.push("somebody else changed a schedule");
      if (!rows[0].request) problems.push("somebody else paid or changed a money request");
      await api.expectSoundBook();
      return { rare: { cells, allowed, refused: cells - allowed, actors: actors.length }, problems };
    } finally {
      await api.close();
    }
  },
);

async function overSocket(api: TestApi, client: GraphQLClient, query: string, variables: object) {
  const socket = await SocketClient.showing(api.url, client.connectionParams());
  if (!socket) return { status: 403, data: null, errors: [{ extensions: { code: "UNAUTHENTICATED" } }] };
  socket.send({ id: "1", type: "subscribe", payload: { query, variables } });
  await socket.until(() => socket.messages.some((each) => each.id === "1"));
  const message = socket.messages.find((each) => each.id === "1");
  socket.close();
  return message?.type === "next"
    ? { status: 200, data: message.payload.data as unknown, errors: message.payload.errors as unknown }
    : { status: 200, data: null, errors: message?.payload as unknown };
}

function verdictOf(data: unknown, errors: unknown): string {
  const [error] = (errors ?? []) as Array<{ extensions: { code: string } }>;
  if (error) return error.extensions.code;
  const value = Object.values((data ?? {}) as Record<string, unknown>)[0];
  if (value === null || value === undefined) return "null";
  const { __typename: type, code } = value as { __typename?: string; code?: string };
  return code ? `${type} ${code}` : "let in";
}
