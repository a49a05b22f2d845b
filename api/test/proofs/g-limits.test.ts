import pg from "pg";
import { readTrustedDocuments } from "../../src/graphql/trusted-documents.js";
import { deposit, type Member, OPERATION_KEY, type TestApi, transfer } from "../api-harness.js";
import { SocketClient } from "../socket-client.js";
import { type GuardOff, startStrictApi } from "./guards-off.js";
import { prove } from "./proof.js";
import { cheapest, withinMs } from "./size.js";

const many = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(" ");

interface Attack {
  name: string;
  body: string;
  /** A request that is only large, not wrong, may be served if that is cheap. */
  mayPass?: boolean;
}

const asked = (query: string, variables: unknown = {}) => JSON.stringify({ query, variables });
const nested = (levels: number, inside: string) => `${'{"a":'.repeat(levels)}${inside}${"}".repeat(levels)}`;
const OPEN = "mutation ($i: OpenAccountInput!) { openAccount(input: $i) { __typename } }";

const SIZES: readonly Attack[] = [
  { name: "depth", body: asked(`{ ${"me { accounts { ".repeat(30)} id ${"} }".repeat(30)} }`) },
  {
    name: "inline fragments in each other",
    body: asked(`{ ${"... { ".repeat(400)} __typename ${"}".repeat(400)} }`),
    mayPass: true,
  },
  { name: "aliases", body: asked(`{ ${many(200, (i) => `a${i}: me { id }`)} }`) },
  { name: "duplicates", body: asked(`{ ${many(150, () => "me { id }")} }`) },
  { name: "directives", body: asked(`{ me { id ${many(100, () => "@skip(if: false)")} } }`) },
  { name: "tokens", body: asked(`{ me { ${"id ".repeat(30_000)} } }`) },
  { name: "a comment of 90 kB", body: asked(`#${"x".repeat(90_000)}\n{ __typename }`), mayPass: true },
  { name: "a comment of 1 MB", body: asked(`#${"x".repeat(1_000_000)}\n{ __typename }`) },
  { name: "a name of 90 kB", body: asked(`{ ${"x".repeat(90_000)} }`) },
  { name: "a key of 90 kB", body: asked(OPEN, { i: { nickname: "통장", ["x".repeat(90_000)]: "1" } }) },
  {
    name: "an enum value of 90 kB",
    body: asked(
      "query ($k: [TransactionKind!]) { me { accounts { transactions(filter: { kinds: $k }) { edges { cursor } } } } }",
      { k: ["x".repeat(90_000)] },
    ),
  },
  { name: "deep variables", body: `{"query":${JSON.stringify(OPEN)},"variables":{"i":${nested(15_000, "1")}}}` },
  {
    name: "deep lists",
    body: `{"query":${JSON.stringify(OPEN)},"variables":{"i":${"[".repeat(40_000)}${"]".repeat(40_000)}}}`,
  },
  {
    name: "many variables",
    body: asked(OPEN, Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`v${i}`, i]))),
  },
  {
    name: "a long list",
    body: asked(
      "query ($k: [TransactionKind!]) { me { accounts { transactions(filter: { kinds: $k }) { edges { cursor } } } } }",
      { k: Array.from({ length: 10_000 }, () => "TRANSFER") },
    ),
  },
  { name: "a long string", body: asked(OPEN, { i: { nickname: "가".repeat(30_000) } }), mayPass: true },
  {
    name: "a huge int",
    body: asked("query ($n: Int!) { me { accounts { transactions(first: $n) { edges { cursor } } } } }", { n: 1e300 }),
  },
  {
    name: "an int of 50,000 digits",
    body: asked(`{ me { accounts { transactions(first: ${"9".repeat(50_000)}) { edges { cursor } } } } }`),
  },
  {
    name: "a literal list",
    body: asked(
      `{ me { accounts { transactions(filter: { kinds: [${"TRANSFER ".repeat(2_000)}] }) { edges { cursor } } } } }`,
    ),
  },
  { name: "prototype keys", body: `{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}`, mayPass: true },
  { name: "many operations", body: asked(many(200, (i) => `query Q${i} { __typename }`)) },
];

const doubling = (levels: number, last: string) =>
  `{ ...F0 } ${many(levels, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} ${last}`;

const FRAGMENTS: readonly Attack[] = [
  { name: "a fragment cycle", body: asked("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }") },
  {
    name: "a cycle of 100",
    body: asked(`{ ...F0 } ${many(100, (i) => `fragment F${i} on Query { ...F${(i + 1) % 100} }`)}`),
  },
  { name: "2^24 fields", body: asked(doubling(24, "fragment F24 on Query { __typename }")) },
  { name: "doubling to nowhere", body: asked(doubling(40, "")) },
  {
    name: "doubling with inputs",
    body: asked(
      doubling(
        20,
        `fragment F20 on Query { account(id: "x") { transactions(filter: { kinds: [TRANSFER] }) { edges { cursor } } } }`,
      ),
    ),
  },
  { name: "spreads side by side", body: asked(`{ ${"...A ".repeat(400)} } fragment A on Query { me { id } }`) },
  {
    name: "unused fragments",
    body: asked(`{ __typename } ${many(80, (i) => `fragment F${i} on Query { me { id } }`)}`),
  },
];

const post = (api: TestApi, member: Member, body: string) =>
  fetch(`${api.url}/graphql`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${member.client.token}`,
      "x-operation-key": OPERATION_KEY,
    },
  }).then(async (response) => ({ status: response.status, text: await response.text() }));

/** The client's own work included. */
const BUDGET_MS = withinMs(10);
const FRAGMENTS_MS = withinMs(20);

/** Sends each attack over both ways. Refusing is to cost less than the client's own work of sending would suggest. */
async function resist(attacks: readonly Attack[], budgetMs: number, without: GuardOff | undefined) {
  const api = await startStrictApi(without);
  try {
    const problems: string[] = [];
    const member = await api.member();
    let worst = 0;
    let refused = 0;
    for (const { name, body, mayPass } of attacks) {
      const { cpuMs, results } = await cheapest(4, () => post(api, member, body));
      worst = Math.max(worst, cpuMs);
      // A server whose limits are off is not asked to be quick as well.
      if (cpuMs > budgetMs) problems.push(`${name} costs ${Math.round(cpuMs)} ms`);
      for (const { status, text } of results) {
        if (status >= 500 || text.includes('"INTERNAL"')) problems.push(`${name} is answered ${status}`);
        else if (status < 400 && !mayPass) problems.push(`${name} is served`);
        else refused++;
      }
      const socket = await SocketClient.forMember(api.url, member.client.token);
      // The payload as it stands, for JSON.stringify would not make some of these.
      socket?.send(`{"id":"1","type":"subscribe","payload":${body}}`);
      await socket?.until(() => socket.messages.length > 1);
      const [, answer] = socket?.messages ?? [];
      if (/"data":\{"/.test(JSON.stringify(answer ?? "")) && !mayPass) problems.push(`${name} is served on a socket`);
      if (JSON.stringify(answer ?? "").includes('"INTERNAL"')) problems.push(`${name} is INTERNAL on a socket`);
      if (!answer && socket?.closedWith === null) problems.push(`${name} is not answered on a socket`);
      socket?.close();
    }
    return { rare: { attacks: attacks.length, refused }, figures: { "worst ms of CPU": worst.toFixed(1) }, problems };
  } finally {
    await api.close();
  }
}

prove<GuardOff>(
  "G4",
  "what is too large is refused with a 4xx, cheaply, on HTTP and on sockets",
  { small: 1, redWithout: { "no-limits": 1 } },
  ({ without }) => resist(SIZES, BUDGET_MS, without),
);

prove<GuardOff>(
  "G5",
  "fragments that go round or double are refused, cheaply, on HTTP and on sockets",
  { small: 1, redWithout: { "no-limits": 1 } },
  ({ without }) =>
    resist(
      FRAGMENTS.filter(({ name }) => !without || !/2\^24|doubling/.test(name)),
      FRAGMENTS_MS,
      without,
    ),
);

const LOG_IN = (alias: string, password: string, email: string) =>
  `${alias}: logIn(input: { email: "${email}", password: "${password}" }) { __typename }`;

prove<GuardOff | "no-count">(
  "G6",
  "passwords and money cannot be tried in bulk within one request, and each try counts",
  { small: 20, share: 0.002, redWithout: { "bulk-mutations": 20, "no-count": 20 } },
  async ({ count, without }) => {
    const strict = await startStrictApi(without);
    // Bulk let through on purpose: what is left is the count of each field.
    const loose = await startStrictApi("bulk-mutations");
    try {
      const problems: string[] = [];
      const member = await strict.member();
      const tries = (wrap: (fields: string[]) => string) =>
        wrap(Array.from({ length: count }, (_, i) => LOG_IN(`a${i}`, `wrong ${i}`, member.email)));
      const money = (i: number) =>
        `t${i}: transfer(input: { fromAccountId: "x", toAccountNumber: "1", amount: "1", idempotencyKey: "k${i}" }) { __typename }`;
      const bulk: Array<[string, string]> = [
        ["aliases", tries((fields) => `mutation { ${fields.join(" ")} }`)],
        ["two aliases", tries((fields) => `mutation { ${fields.slice(0, 2).join(" ")} }`)],
        [
          "a fragment",
          tries((fields) => `mutation { ...A } fragment A on Mutation { ${fields.slice(0, 4).join(" ")} }`),
        ],
        [
          "inline fragments",
          tries(
            (fields) =>
              `mutation { ${fields
                .slice(0, 4)
                .map((each) => `... { ${each} }`)
                .join(" ")} }`,
          ),
        ],
        [
          "a field and a fragment",
          tries((fields) => `mutation { ${fields[0]} ...A } fragment A on Mutation { ${fields[1]} }`),
        ],
        ["two kinds", `mutation { ${LOG_IN("a", "wrong", member.email)} logOut }`],
        ["transfers", `mutation { ${many(3, money)} }`],
      ];
      for (const [name, query] of bulk) {
        const { status } = await member.client.ask(query);
        if (status !== 400) problems.push(`${name} are let through: ${status}`);
      }
      const batch = await post(
        strict,
        member,
        JSON.stringify(Array.from({ length: 5 }, () => ({ query: "mutation { logOut }" }))),
      );
      if (batch.status !== 400) problems.push(`an array of operations is let through: ${batch.status}`);

      const victim = await loose.member();
      if (without === "no-count") {
        await loose.owner.query(
          `CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.points := 0; RETURN NEW; END $$;
           CREATE TRIGGER forget BEFORE INSERT OR UPDATE ON attempt_counters FOR EACH ROW EXECUTE FUNCTION forget()`,
        );
      }
      const query = `mutation { ${Array.from({ length: count }, (_, i) => LOG_IN(`a${i}`, `wrong ${i}`, victim.email)).join(" ")} }`;
      const data = await loose.client().data(query);
      const answers = Object.values(data as Record<string, { __typename: string }>).map((each) => each.__typename);
      const evaluated = answers.filter((each) => each === "InvalidCredentials").length;
      if (evaluated > 5) problems.push(`${evaluated} passwords of one request were looked at`);
      return {
        rare: { "bulk requests": bulk.length, evaluated, counted: answers.length - evaluated || Number(!!without) },
        problems,
      };
    } finally {
      await Promise.all([strict.close(), loose.close()]);
    }
  },
);

/** How many statements the process sends to the database meanwhile, at best: its workers send some of their own. */
async function statements(work: () => Promise<unknown>, tries = 5): Promise<number> {
  const original = pg.Client.prototype.query;
  let fewest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < tries; i++) {
    let count = 0;
    pg.Client.prototype.query = function (this: pg.Client, ...args: never[]) {
      count++;
      return Reflect.apply(original, this, args);
    } as typeof original;
    try {
      await work();
    } finally {
      pg.Client.prototype.query = original;
    }
    fewest = Math.min(fewest, count);
  }
  return fewest;
}

const STATEMENTS_MAX = 8;

prove<GuardOff | "read-one-by-one">(
  "G7",
  "what would cost too much never reaches the database, and no screen's query grows with what it shows",
  { small: 1, redWithout: { "no-cost-limit": 1, "read-one-by-one": 1 } },
  async ({ without }) => {
    const api = await startStrictApi(without);
    try {
      const problems: string[] = [];
      const [poor, rich] = await Promise.all([api.member(), api.member()]);
      await deposit(rich, 1_000_000n);
      for (let i = 0; i < 40; i++) await transfer(rich, poor, 1n);
      for (let i = 0; i < 8; i++) {
        await rich.client.data(OPEN, { i: { nickname: `통장 ${i}` } });
      }
      const page = (size: string) => `transactions(first: ${size}) { edges { node { id amount kind state memo } } }`;
      const expensive = [
        `{ me { accounts { ${page("1000000000")} } } }`,
        `{ me { accounts { ${many(5, (i) => `t${i}: ${page("100")}`)} } } }`,
        `query ($n: Int!) { me { accounts { ${many(5, (i) => `t${i}: ${page("$n")}`)} } } }`,
        "{ moneyRequests(direction: OUTGOING, first: 100) { edges { node { split { shares { split { shares { id } } } } } } } }",
      ];
      let refused = 0;
      for (const query of expensive) {
        const count = await statements(async () => {
          const { status } = await rich.client.ask(query, { n: 100 });
          if (status === 400) refused++;
          else problems.push(`served: ${query.slice(0, 60)}`);
        });
        if (count > 0) problems.push(`${count} statements for ${query.slice(0, 60)}`);
      }
      let most = 0;
      let measured = 0;
      const screens = [...(await readTrustedDocuments()).values()].filter((text) => /\bquery\b/.test(text));
      // The positive control: a page for each account is a statement for each account.
      if (without === "read-one-by-one") screens.push(`{ me { accounts { ${page("5")} } } }`);
      for (const query of screens) {
        const ask = (member: Member) =>
          statements(() =>
            member.client.ask(query, {
              id: member.accountId,
              accountId: member.accountId,
              first: 100,
              accountNumber: member.accountNumber,
              month: null,
            }),
          );
        const [few, all] = [await ask(poor), await ask(rich)];
        most = Math.max(most, all);
        if (all > 0) measured++;
        if (all > few + 1 || all > STATEMENTS_MAX)
          problems.push(`${few} statements become ${all}: ${query.slice(0, 80)}`);
      }
      return { rare: { refused, "screens measured": measured }, figures: { "most statements": most }, problems };
    } finally {
      await api.close();
    }
  },
);
