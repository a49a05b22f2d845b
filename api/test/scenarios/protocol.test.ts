import { connect, type Socket } from "node:net";
import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, PRODUCTION, startTestApi, type TestApi } from "../api-harness.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.close();
});

const GOOD = { fromAccountId: "x", toAccountNumber: "x", amount: "1", idempotencyKey: "x" };

const many = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(" ");

test("what is text says in which charset", async () => {
  const page = { accept: "text/html" };
  for (const path of ["/", "/send", "/icon.svg", "/boot.js", "/graphiql", "/dev/mailbox", "/healthz", "/metrics"]) {
    const response = await fetch(api.url + path, { headers: page });
    expect(response.status, path).toBe(200);
    // JSON is UTF-8 in any case.
    expect(response.headers.get("content-type"), path).toMatch(/^application\/json|; ?charset=utf-8$/);
  }
});

describe("GraphQL over HTTP", () => {
  test("every MUST of graphql-http's audit holds", async () => {
    const audits = serverAudits({ url: `${api.url}/graphql`, fetchFn: fetch }).filter((audit) =>
      audit.name.startsWith("MUST"),
    );
    expect(audits.length).toBeGreaterThan(5);
    const failed: string[] = [];
    for (const audit of audits) {
      const result = await audit.fn();
      if (result.status !== "ok") failed.push(`${audit.name}: ${result.reason}`);
    }
    expect(failed).toEqual([]);
  });

  test.each([
    ["aliases", `{ ${many(16, (i) => `a${i}: __typename`)} }`],
    ["fields", `{ ${many(201, () => "__typename")} }`],
    ["tokens", `{ ${many(1_001, () => "me")} }`],
    ["depth", `{ ${"a {".repeat(12)} b ${"}".repeat(12)} }`],
    [
      "cost",
      `{ me { accounts { ${many(5, (i) => `t${i}: transactions(first: 100) { edges { node { id amount kind state memo } } }`)} } } }`,
    ],
    ["directives", `{ me { id ${many(11, () => "@include(if: true)")} } }`],
    ["bulk mutations", `mutation { ${many(6, (i) => `m${i}: logOut`)} }`],
    ["fragment cycles", `{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }`],
    [
      "exponential fragments",
      `{ ...F0 } ${many(20, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F20 on Query { __typename }`,
    ],
    [
      "fragments that double and lead nowhere",
      `{ __typename ...F0 } ${many(40, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)}`,
    ],
    ["syntax", `{ me `],
    ["unknown fields", `{ secrets }`],
  ])("refuses too many or wrong %s before anything runs", async (_what, query) => {
    const at = performance.now();
    const { status, errors, data } = await api.client().ask(query);
    expect(performance.now() - at).toBeLessThan(1_000);
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });

  test("a body that is too large, not JSON, or not what it says is answered in form", async () => {
    const client = api.client();
    const large = await client.post(
      JSON.stringify({ query: "{ me { id } }", variables: { x: "x".repeat(21_000_000) } }),
    );
    expect(large).toMatchObject({ status: 413, errors: [{ extensions: { code: "BAD_USER_INPUT", field: "body" } }] });
    client.language = "en";
    expect(await client.post("{")).toMatchObject({ status: 400, errors: [{ message: /malformed/ }] });
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      const { status } = await client.post(JSON.stringify({ query: "mutation { logOut }" }), { "content-type": type });
      expect(status).toBe(415);
    }
    expect((await client.post(JSON.stringify([{ query: "{ me { id } }" }]))).status).toBe(400);
  });

  test("GET, other methods and other sites are turned away", async () => {
    const get = await fetch(`${api.url}/graphql?query=${encodeURIComponent("mutation{logOut}")}`, {
      headers: { "apollo-require-preflight": "1" },
    });
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
    const foreign = await api.client().ask("{ me { id } }", {}, { origin: "https://evil.example" });
    expect(foreign).toMatchObject({ status: 403, errors: [{ extensions: { code: "FORBIDDEN" } }] });
    const own = await api.client().ask("{ me { id } }", {}, { origin: api.url });
    expect(own.status).toBe(200);
    expect(own.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("errors carry the request's number and no refused value", async () => {
    const { headers, errors } = await api
      .client()
      .ask(`mutation ($i: LogInInput!) { logIn(input: $i) { __typename } }`, {
        i: { email: "a@b.kr", password: "hunter2hunter2", extra: 1 },
      });
    expect(errors?.[0]?.extensions.requestId).toBe(headers.get("x-request-id"));
    expect(JSON.stringify(errors)).not.toContain("hunter2");
  });

  test("health is told without a token, and every answer carries the security headers", async () => {
    for (const path of ["/healthz", "/readyz", "/nowhere"]) {
      const { headers } = await fetch(api.url + path);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toMatch(/script-src 'self';/);
      expect(headers.get("x-powered-by")).toBeNull();
    }
    expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
  });

  test("a directory is not listed", async () => {
    for (const path of ["/assets", "/assets/", "/graphiql/assets/"]) {
      const response = await fetch(api.url + path);
      expect([403, 404], path).toContain(response.status);
      expect(await response.text(), path).not.toMatch(/\.js|\.css/);
    }
  });
});

describe("what a single packet could do", () => {
  const upgrade = (target: string, whenOpen: (socket: Socket) => void) =>
    new Promise<void>((done) => {
      const { hostname, port } = new URL(api.url);
      const socket = connect({ host: hostname, port: Number(port) }, () => {
        socket.write(
          `GET ${target} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        );
        whenOpen(socket);
      });
      socket.setTimeout(2_000, () => socket.destroy());
      socket.on("error", () => undefined).on("data", () => undefined);
      socket.on("close", () => done());
    });

  test("upgrades to anywhere, and connections reset in their middle, leave the server up", async () => {
    for (const target of ["http://", "//", "*", "/%", "/nope", "/graphql/../x"]) {
      await upgrade(target, () => undefined);
    }
    await Promise.all(
      Array.from({ length: 40 }, () => upgrade("/nope", (socket) => setTimeout(() => socket.resetAndDestroy(), 5))),
    );
    expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
  });
});

describe("bad input", () => {
  test.each([
    ["null", { i: { ...GOOD, amount: null } }, "amount"],
    ["a list", { i: { ...GOOD, toAccountNumber: [] } }, "toAccountNumber"],
    ["nothing", { i: null }, "i"],
    ["an unknown field", { i: { ...GOOD, role: "admin" } }, "role"],
  ])("%s is named in the asked language", async (_what, variables, field) => {
    const client = api.client();
    client.language = "en";
    const { errors } = await client.ask(
      `mutation ($i: TransferInput!) { transfer(input: $i) { __typename } }`,
      variables,
    );
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    expect(errors?.[0]?.extensions.field).toContain(field);
    expect(errors?.[0]?.message).toMatch(/^The request is malformed/);
  });

  test("what goes wrong before GraphQL begins is told in the asked language, with the request's number", async () => {
    const client = api.client();
    client.language = "en";
    for (const body of ["[]", "null", `{"query":5}`, `{"query":"{me{id}}","variables":"x"}`]) {
      const { status, headers, errors } = await client.post(body);
      expect([status, errors?.[0]?.message]).toEqual([400, expect.stringMatching(/malformed/)]);
      expect(errors?.[0]?.extensions.requestId).toBe(headers.get("x-request-id"));
    }
  });
});

describe("in production", () => {
  test("there is neither introspection nor GraphiQL nor a mailbox, and errors do not tell of the schema", async () => {
    const production = await startTestApi(PRODUCTION);
    try {
      for (const query of ["{ __schema { types { name } } }", `{ __type(name: "User") { name } }`]) {
        expect((await production.client().ask(query)).status).toBe(400);
      }
      const { errors } = await production.client().ask("{ mee { id } }");
      expect(JSON.stringify(errors)).not.toMatch(/Did you mean|Query/);
      for (const path of ["/graphiql", "/graphiql/", "/graphiql/index.html", "/dev/mailbox"]) {
        expect((await fetch(production.url + path)).status, path).toBe(404);
      }
    } finally {
      await production.close();
    }
  });

  test("cookies are for this host alone, over TLS, and out of reach of scripts and other sites", async () => {
    const production = await startTestApi(PRODUCTION);
    try {
      const { headers } = await production
        .client()
        .ask(`mutation ($i: SignUpInput!) { signUp(input: $i) { __typename } }`, {
          i: { email: "cookies@test.example", password: PASSWORD, name: "홍길동" },
        });
      const cookies = headers.getSetCookie().map((each) => each.split("; "));
      const names = cookies.map(([value]) => value?.split("=")[0]).sort();
      expect(names).toEqual(["__Host-chickpay-device", "__Host-chickpay-refresh"]);
      for (const [, ...attributes] of cookies) {
        expect(attributes).toEqual(expect.arrayContaining(["Path=/", "HttpOnly", "Secure", "SameSite=Strict"]));
        expect(attributes.join()).not.toMatch(/domain/i);
      }
    } finally {
      await production.close();
    }
  });

  test("nobody is a member before the first one signs up", async () => {
    const production = await startTestApi({ ...PRODUCTION, DEMO_DATA: "auto" });
    try {
      const { rows } = await production.owner.query(`SELECT count(*)::int AS members FROM users`);
      expect(rows[0].members).toBe(0);
    } finally {
      await production.close();
    }
  });
});
