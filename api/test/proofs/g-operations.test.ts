import { randomBytes } from "node:crypto";
import type { GraphQLSchema } from "graphql";
import { readTrustedDocuments } from "../../src/graphql/trusted-documents.js";
import { OPERATION_KEY, type TestApi } from "../api-harness.js";
import { SocketClient } from "../socket-client.js";
import { type GuardOff, startStrictApi } from "./guards-off.js";
import { prove } from "./proof.js";

const many = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(" ");

/** An attacker with everything: a member's token and an operation key. Only the limits stand in the way. */
async function attackers(api: TestApi) {
  const member = await api.member();
  const socket = async () => {
    const client = await SocketClient.forMember(api.url, member.client.token);
    if (!client) throw new Error("the socket was not taken");
    return client;
  };
  return {
    member,
    http: async (query: string) =>
      JSON.stringify(await member.client.ask(query).then(({ data, errors }) => ({ data, errors }))),
    async socket(query: string) {
      const client = await socket();
      const answer = await client.ask({ query });
      client.close();
      return answer;
    },
    async raw(path: string, init: RequestInit = {}) {
      const headers = { "x-operation-key": OPERATION_KEY, "x-apollo-tracing": "1", ...init.headers };
      const response = await fetch(api.url + path, { ...init, headers });
      return `${response.headers.get("content-type")} ${await response.text()}`;
    },
    /** What a frame of any content is answered with. */
    async frame(data: string | Buffer) {
      const client = await socket();
      client.socket.send(data);
      await client.until(() => client.messages.length > 1, 1_000);
      client.close();
      return JSON.stringify(client.messages.slice(1));
    },
    async upgrade(options: { path?: string; protocol?: string }) {
      const client = await SocketClient.open(api.url, options);
      await client?.until(() => client.messages.length > 0, 200);
      client?.close();
      return JSON.stringify(client?.messages ?? []);
    },
  };
}

const DATA = /"data":\{"\w/;
const form = { "content-type": "application/x-www-form-urlencoded" };

type Probe = (a: Attackers) => Promise<boolean>;
type Check = [name: string, http: Probe, socket: Probe];

/** graphql-cop's twelve, on HTTP and, as far as the attack can be put there, on a socket. Each tells when it got through. */
const COP: readonly Check[] = [
  ...(
    [
      ["introspection", "{ __schema { types { name fields { name } } } }"],
      ["aliases", `{ ${many(101, (i) => `a${i}: __typename`)} }`],
      ["duplicates", `{ ${many(500, () => "__typename")} }`],
      ["few duplicates", `{ me { ${many(50, () => "id")} } }`],
      ["directives", `{ me { id ${many(50, () => "@include(if: true)")} } }`],
      ["circular introspection", `{ __schema { types { ${"fields { type { ".repeat(6)} name ${"} }".repeat(6)} } } }`],
    ] as const
  ).map(
    ([name, query]): Check => [
      name,
      async (a) => DATA.test(await a.http(query)),
      async (a) => DATA.test(await a.socket(query)),
    ],
  ),
  [
    "suggestions",
    async (a) => /did you mean/i.test(await a.http("{ mee { id } }")),
    async (a) => /did you mean/i.test(await a.socket("{ mee { id } }")),
  ],
  [
    "batches",
    async (a) =>
      DATA.test(
        await a.raw("/graphql", {
          method: "POST",
          body: JSON.stringify(Array.from({ length: 10 }, () => ({ query: "{ __typename }" }))),
          headers: { "content-type": "application/json" },
        }),
      ),
    async (a) =>
      DATA.test(await a.frame(JSON.stringify([{ id: "1", type: "subscribe", payload: { query: "{ __typename }" } }]))),
  ],
  [
    "GET",
    async (a) => DATA.test(await a.raw(`/graphql?query=${encodeURIComponent("{ __typename }")}`)),
    async (a) => DATA.test(await a.upgrade({ path: `/graphql?query=${encodeURIComponent("{ __typename }")}` })),
  ],
  [
    "GET mutation",
    async (a) => DATA.test(await a.raw(`/graphql?query=${encodeURIComponent("mutation { logOut }")}`)),
    async (a) => DATA.test(await a.socket("mutation { logOut }")),
  ],
  [
    "POST of a form",
    async (a) => DATA.test(await a.raw("/graphql", { method: "POST", body: "query=%7B__typename%7D", headers: form })),
    async (a) => DATA.test(await a.frame(Buffer.from("query={__typename}"))),
  ],
  [
    "GraphiQL",
    async (a) => /graphiql/i.test(await a.raw("/graphiql/index.html", { headers: { accept: "text/html" } })),
    async (a) => (await a.upgrade({ protocol: "graphql-ws" })) !== "[]",
  ],
  [
    "tracing",
    async (a) =>
      /tracing|ftv1/i.test(
        await a.raw("/graphql", {
          method: "POST",
          body: `{"query":"{__typename}"}`,
          headers: { "content-type": "application/json" },
        }),
      ),
    async (a) => /tracing|ftv1/i.test(await a.socket("{ __typename }")),
  ],
  [
    "unhandled errors",
    async (a) =>
      /stack|exception|node_modules/i.test(
        (await a.http("queryy { __typename }")) +
          (await a.raw("/graphql", { method: "POST", body: "{", headers: { "content-type": "application/json" } })),
      ),
    async (a) => /stack|exception|node_modules/i.test((await a.socket("queryy { __typename }")) + (await a.frame("{"))),
  ],
];

type Attackers = Awaited<ReturnType<typeof attackers>>;

prove<GuardOff>(
  "G1",
  "graphql-cop's checks find nothing, on HTTP and on sockets",
  { small: 1, redWithout: { "no-limits": 1, "developers-server": 1 } },
  async ({ without }) => {
    const api = await startStrictApi(without);
    try {
      const problems: string[] = [];
      const a = await attackers(api);
      for (const [name, http, socket] of COP) {
        if (await http(a)) problems.push(`${name} gets through on HTTP`);
        if (await socket(a)) problems.push(`${name} gets through on a socket`);
      }
      const isServed = DATA.test(await a.http("{ __typename }")) && DATA.test(await a.socket("{ __typename }"));
      return { rare: { checks: COP.length, "decent operations served": Number(isServed) }, problems };
    } finally {
      await api.close();
    }
  },
);

const PROBES = [
  "{ __schema { types { name } } }",
  "{ __schema { queryType { fields { name args { name } } } mutationType { fields { name } } } }",
  ...["User", "Query", "Mutation", "TransferInput"].map(
    (name) => `{ __type(name: "${name}") { name fields { name } inputFields { name } } }`,
  ),
  "query A { __typename ...F } fragment F on Query { s: __schema { directives { name } } }",
  "{ ... on Query { ... { a: __schema { types { kind name } } } } }",
  "{ __typename { name } }",
  "{ mee { id } }",
  "{ me { idd emai } }",
  "{ account { idd } }",
  `{ account(idd: "x") { id } }`,
  "mutation { loginn { id } }",
  "mutation { logIn { accessTokenn } }",
  "mutation { transfer(input: {}) { __typename } }",
  `mutation { transfer(input: { amount: "1", fromAccoun: "x" }) { __typename } }`,
  `mutation { openAccount(input: { nickname: [1] }) { ... on Foo { id } } }`,
  "subscription { balanceChange { id } }",
  "subscription { balanceChanged { id } }",
  "query ($a: Amoun) { me { id } }",
  "query ($a: TransferInputt!) { me { id } }",
  "{ me @foo { id } }",
  "{ me { ...Nope } }",
  "{ me { ... on Accoun { id } } }",
];

/** Names of the schema that stand in the answer without having stood in the question. */
function leaked(schema: GraphQLSchema, question: string, answer: string): string[] {
  const texts = [...answer.matchAll(/"((?:[^"\\]|\\.)*)"(?!\s*:)/g)].map(([, text]) => text).join(" ");
  const names = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    names.add(type.name);
    if ("getFields" in type) for (const name of Object.keys(type.getFields())) names.add(name);
  }
  return [...names].filter(
    (name) => name.length > 3 && name !== "data" && !question.includes(name) && new RegExp(`\\b${name}\\b`).test(texts),
  );
}

prove<GuardOff>(
  "G2",
  "no name of the schema is told that was not asked with",
  { small: 1, redWithout: { "developers-server": 1 } },
  async ({ without }) => {
    const api = await startStrictApi(without);
    try {
      const problems: string[] = [];
      const a = await attackers(api);
      const ways: ReadonlyArray<[string, (query: string) => Promise<string>]> = [
        ["with a key", a.http],
        ["on a socket", a.socket],
        [
          "anonymously",
          async (query) =>
            a.raw("/graphql", {
              method: "POST",
              body: JSON.stringify({ query }),
              headers: { "content-type": "application/json", "x-operation-key": "" },
            }),
        ],
        ["by GET", async (query) => a.raw(`/graphql?query=${encodeURIComponent(query)}`)],
      ];
      let refused = 0;
      for (const query of PROBES) {
        for (const [way, ask] of ways) {
          const answer = await ask(query);
          const names = leaked(api.application.schema, query, answer);
          if (names.length > 0) problems.push(`${query} ${way} tells ${names.slice(0, 3)}`);
          if (!DATA.test(answer)) refused++;
        }
      }
      return { rare: { probes: PROBES.length * ways.length, refused }, problems };
    } finally {
      await api.close();
    }
  },
);

prove<GuardOff>(
  "G3",
  "in production only the web app's operations are carried out, whatever stands for them",
  { small: 300, redWithout: { "developers-server": 200 } },
  async ({ count, random, without }) => {
    const api = await startStrictApi(without);
    try {
      const problems: string[] = [];
      const trusted = [...(await readTrustedDocuments())];
      const one = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
      const post = async (body: object, token: string | null) => {
        const response = await fetch(`${api.url}/graphql`, {
          method: "POST",
          body: JSON.stringify(body),
          headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
        });
        return response.text();
      };
      const known = (sha256Hash: unknown) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
      const { client } = await api.member();
      const socket = await SocketClient.open(api.url);
      socket?.send({ type: "connection_init", payload: { authorization: `Bearer ${client.token}` } });
      await socket?.until(() => socket.messages.length > 0);

      for (const [id] of trusted) {
        if ((await post(known(id), null)).includes("UNKNOWN_OPERATION")) problems.push(`${id} is not known`);
      }
      const [watched = ""] = trusted.find(([, text]) => text.includes("subscription BalanceChanged")) ?? [];
      const watch = await socket?.ask({ query: "", ...known(watched), variables: { accountId: "nobody's" } });
      if (!watch?.includes("FORBIDDEN")) problems.push(`the socket does not know ${watched}: ${watch}`);

      let onSocket = 0;
      for (let i = 0; i < count; i++) {
        const [id, text] = one(trusted);
        const at = Math.floor(random() * text.length);
        const changed = text.slice(0, at) + one([" ", "x", "#", "id ", "\n", "{", "@a"]) + text.slice(at + one([0, 1]));
        const digit = Math.floor(random() * id.length);
        const body = one<object>([
          { query: text },
          { query: changed },
          { query: `${text} ` },
          { query: changed, ...known(id) },
          { query: text, ...known(id) },
          known(
            id.slice(0, digit) +
              one([..."0123456789abcdef"].filter((each) => each !== id[digit])) +
              id.slice(digit + 1),
          ),
          known(randomBytes(32).toString("hex")),
          known(id.toUpperCase() === id ? "" : id.toUpperCase()),
          known(one(["__proto__", "constructor", "", " ", "toString", `${id} `, `apq:${id}`, null, [id], { id }, 1])),
          { documentId: `sha256:${id}` },
          { id, queryId: id, doc_id: id },
          { query: "", ...known("0") },
          { query: "{ __typename }" },
          {},
        ]);
        const isSent = random() < 0.9 || !socket || socket.closedWith !== null;
        if (!isSent) onSocket++;
        const answer = isSent ? await post(body, client.token) : await socket.ask({ query: "", ...body });
        // Sockets are asked no faster than they allow.
        if (!isSent) await new Promise((done) => setTimeout(done, 25));
        if (!/UNKNOWN_OPERATION|BAD_USER_INPUT|closed 44/.test(answer) || DATA.test(answer)) {
          problems.push(`carried out: ${JSON.stringify(body).slice(0, 80)}: ${answer.slice(0, 80)}`);
        }
      }
      socket?.close();
      return { rare: { "known operations": trusted.length, "on a socket": onSocket }, problems };
    } finally {
      await api.close();
    }
  },
);
