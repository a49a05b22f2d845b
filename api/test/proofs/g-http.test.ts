import { logIn, OPERATION_KEY, type TestApi } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { type GuardOff, startStrictApi } from "./guards-off.js";
import { prove } from "./proof.js";
import { raw } from "./raw-http.js";

const WANTED: Readonly<Record<string, RegExp>> = {
  "content-security-policy":
    /default-src 'none'.*script-src 'self'; style-src 'self';.*object-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/,
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /^no-referrer$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "x-frame-options": /^DENY$/,
  "strict-transport-security": /^max-age=31536000; includeSubDomains$/,
  "cache-control": /no-store|no-cache|immutable/,
  "x-request-id": /^[0-9a-f]{8}-[0-9a-f-]{27}$/,
};

const line = (first: string, ...headers: string[]) =>
  `${[first, "Host: x", "Connection: close", ...headers].join("\r\n")}\r\n\r\n`;

/** Every way to an answer, each with its status. */
const ANSWERS: ReadonlyArray<[name: string, status: number, request: string]> = [
  ["health", 200, line("GET /healthz HTTP/1.1")],
  ["ready", 200, line("GET /readyz HTTP/1.1")],
  ["metrics without a token", 404, line("GET /metrics HTTP/1.1")],
  ["nothing there", 404, line("GET /nowhere HTTP/1.1")],
  ["a missing script", 404, line("GET /assets/nowhere.js HTTP/1.1")],
  ["GraphiQL", 404, line("GET /graphiql/index.html HTTP/1.1")],
  ["a hidden file", 404, line("GET /.env HTTP/1.1")],
  ["a way out", 404, line("GET /..%2f..%2fpackage.json HTTP/1.1")],
  ["a bad escape", 400, line("GET /%zz HTTP/1.1")],
  ["a method not for GraphQL", 405, line("GET /graphql HTTP/1.1")],
  ["preflight", 405, line("OPTIONS /graphql HTTP/1.1", "Origin: https://x")],
  ["a method not for health", 405, line("DELETE /healthz HTTP/1.1")],
  ["TRACE", 405, line("TRACE /graphql HTTP/1.1")],
  ["a method of WebDAV", 404, line("PROPFIND / HTTP/1.1").replace(" / ", " /nowhere ")],
  ["a method nobody knows", 400, line("CHICK /graphql HTTP/1.1")],
  ["no JSON", 400, `${line("POST /graphql HTTP/1.1", "Content-Type: application/json", "Content-Length: 1")}{`],
  ["another type", 415, `${line("POST /graphql HTTP/1.1", "Content-Type: text/plain", "Content-Length: 2")}{}`],
  [
    "an unknown operation",
    400,
    `${line("POST /graphql HTTP/1.1", "Content-Type: application/json", "Content-Length: 2")}{}`,
  ],
  [
    "another site",
    403,
    `${line("POST /graphql HTTP/1.1", "Origin: https://evil.example", "Content-Type: application/json", "Content-Length: 2")}{}`,
  ],
  ["too large", 413, line("POST /graphql HTTP/1.1", "Content-Type: application/json", "Content-Length: 200000")],
  [
    "too large elsewhere",
    404,
    `${line("POST /nowhere HTTP/1.1", "Content-Type: application/json", "Content-Length: 2")}{}`,
  ],
  ["a header of 20 kB", 431, line("GET / HTTP/1.1", `X: ${"x".repeat(20_000)}`)],
  ["no HTTP", 400, "hello\r\n\r\n"],
  ["an expectation", 417, line("GET / HTTP/1.1", "Expect: a-miracle")],
  ["no host", 400, "GET /healthz HTTP/1.1\r\n\r\n"],
  ["two hosts", 400, line("GET /healthz HTTP/1.1", "Host: evil.example")],
  [
    "an upgrade to nowhere",
    404,
    line("GET /nope HTTP/1.1", "Upgrade: websocket").replace("Connection: close", "Connection: Upgrade"),
  ],
  [
    "an upgrade of another site",
    403,
    line("GET /graphql HTTP/1.1", "Upgrade: websocket", "Origin: https://evil.example").replace(
      "Connection: close",
      "Connection: Upgrade",
    ),
  ],
];

prove<GuardOff>(
  "G16",
  "every answer carries the security headers and a request number of ours, names no software, and is a problem in form",
  { small: 1, redWithout: { "no-headers": 1 } },
  async ({ without }) => {
    const api = await startStrictApi(without);
    try {
      const problems: string[] = [];
      const ids = new Set<string>();
      for (const [name, status, request] of ANSWERS) {
        // A number that strangers bring is not taken on.
        const brought = request.replace("Connection:", "X-Request-Id: brought\r\nRequest-Id: brought\r\nConnection:");
        const [answer] = await raw(api.url, brought);
        if (answer?.status !== status) problems.push(`${name} is answered ${answer?.status}, not ${status}`);
        if (!answer) continue;
        for (const [header, wanted] of Object.entries(WANTED)) {
          const value = answer.headers.get(header);
          if (!value || !wanted.test(value)) problems.push(`${name}: ${header} is ${value}`);
        }
        ids.add(answer.headers.get("x-request-id") ?? "");
        for (const header of ["server", "x-powered-by", "via"]) {
          if (answer.headers.has(header)) problems.push(`${name} names its ${header}`);
        }
        if (/fastify|apollo|node\.js|express|stack|node_modules/i.test(answer.text.replace(/<!doctype.*/is, ""))) {
          problems.push(`${name} tells of software: ${answer.text.slice(0, 80)}`);
        }
        const isGraphQL = request.startsWith("POST /graphql");
        if (
          status >= 400 &&
          !isGraphQL &&
          !answer.headers.get("content-type")?.startsWith("application/problem+json")
        ) {
          problems.push(`${name} is no problem in form: ${answer.headers.get("content-type")}`);
        }
        if (status >= 400 && !isGraphQL) {
          const problem = JSON.parse(answer.text || "{}");
          if (problem.status !== status || !problem.title || !problem.detail)
            problems.push(`${name}: ${answer.text.slice(0, 80)}`);
          if (problem.requestId !== answer.headers.get("x-request-id")) problems.push(`${name} has two numbers`);
        }
        if (status === 405 && !answer.headers.get("allow")) problems.push(`${name} does not tell what is allowed`);
      }
      if (ids.size !== ANSWERS.length) problems.push("numbers are used twice");
      return { rare: { answers: ANSWERS.length }, problems };
    } finally {
      await api.close();
    }
  },
);

const SECRET = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
const smuggled =
  (...headers: string[]) =>
  (body: string) =>
    `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${headers.join("\r\n")}\r\n\r\n${body}`;

/** Two readings of one stream: where a proxy sees one request, the server must not see two. */
const SMUGGLING: ReadonlyArray<[string, string]> = [
  ["CL.TE", smuggled("Content-Length: 44", "Transfer-Encoding: chunked")(`0\r\n\r\n${SECRET}`)],
  ["TE.CL", smuggled("Transfer-Encoding: chunked", "Content-Length: 4")(`5c\r\n${SECRET}\r\n0\r\n\r\n`)],
  ["two lengths", smuggled("Content-Length: 2", "Content-Length: 40")(`{}${SECRET}`)],
  ["a list of lengths", smuggled("Content-Length: 2, 40")(`{}${SECRET}`)],
  ["a signed length", smuggled("Content-Length: +2")(`{}${SECRET}`)],
  ["a length in hexadecimal", smuggled("Content-Length: 0x2")(`{}${SECRET}`)],
  ["an unknown coding", smuggled("Transfer-Encoding: xchunked")(`0\r\n\r\n${SECRET}`)],
  ["chunked not last", smuggled("Transfer-Encoding: chunked, identity")(`0\r\n\r\n${SECRET}`)],
  ["two codings", smuggled("Transfer-Encoding: chunked", "Transfer-Encoding: x")(`0\r\n\r\n${SECRET}`)],
  ["a space before the colon", smuggled("Content-Length : 2")(`{}${SECRET}`)],
  ["a folded header", smuggled("X: y\r\n Transfer-Encoding: chunked", "Content-Length: 2")(`{}${SECRET}`)],
  ["a bare line feed", smuggled("X: y\nTransfer-Encoding: chunked", "Content-Length: 2")(`{}${SECRET}`)],
  ["a tab before the coding", smuggled("Transfer-Encoding:\tchunked", "Content-Length: 2")(`0\r\n\r\n${SECRET}`)],
  ["a NUL in a header", smuggled("X: a\0b", "Content-Length: 2")(`{}${SECRET}`)],
  ["a bad chunk size", smuggled("Transfer-Encoding: chunked")(`zz\r\n{}\r\n0\r\n\r\n${SECRET}`)],
  ["a chunk without its end", smuggled("Transfer-Encoding: chunked")(`2\r\n{}0\r\n\r\n${SECRET}`)],
];

prove<GuardOff>(
  "G17",
  "no request hides in another, and where one comes from is told by trusted hops alone",
  { small: 1, redWithout: { "trust-everybody": 1 } },
  async ({ without }) => {
    const api = await startStrictApi(without);
    const behindOne = await startStrictApi(without, { TRUSTED_PROXIES: "1" });
    try {
      const problems: string[] = [];
      for (const [name, request] of SMUGGLING) {
        const answers = await raw(api.url, request, 300);
        if (answers.some(({ text }) => text.includes('"status":"ok"'))) problems.push(`${name} smuggles a request`);
        if (answers.some(({ status }) => status >= 500)) problems.push(`${name} breaks the server`);
      }
      for (const first of [
        "CONNECT evil.example:443 HTTP/1.1",
        "GET http://evil.example/healthz HTTP/1.1",
        "TRACE / HTTP/1.1",
        "GET /healthz HTTP/3.0",
        "PRI * HTTP/2.0",
      ]) {
        const answers = await raw(api.url, line(first, "X-Secret: canary"));
        if (answers.some(({ text }) => text.includes("canary"))) problems.push(`${first} is echoed`);
        if (!first.startsWith("GET http:") && answers.some(({ status }) => status < 400))
          problems.push(`${first} is served`);
      }
      // Links or redirects made from the host would carry a stranger's.
      const [hosted] = await raw(
        api.url,
        line("GET /nowhere HTTP/1.1", "X-Forwarded-Host: evil.example").replace("Host: x", "Host: evil.example"),
      );
      if (JSON.stringify([...(hosted?.headers ?? []), hosted?.text]).includes("evil.example"))
        problems.push("the host is echoed");

      const spoofed = {
        "x-forwarded-for": "203.0.113.7, 198.51.100.9",
        forwarded: "for=203.0.113.7",
        "x-real-ip": "203.0.113.7",
        "x-client-ip": "203.0.113.7",
        "true-client-ip": "203.0.113.7",
        "cf-connecting-ip": "203.0.113.7",
      };
      const direct = await addressAfterLogIn(api, spoofed);
      if (!/^(::ffff:)?127\.0\.0\.1$/.test(direct)) problems.push(`a stranger says to be ${direct}`);
      const behind = await addressAfterLogIn(behindOne, spoofed);
      if (behind !== "198.51.100.9") problems.push(`behind one proxy the address is ${behind}`);
      return { rare: { attempts: SMUGGLING.length }, problems };
    } finally {
      await Promise.all([api.close(), behindOne.close()]);
    }
  },
);

async function addressAfterLogIn(api: TestApi, headers: Record<string, string>): Promise<string> {
  const member = await api.member();
  await logIn(member, new GraphQLClient(api.url, { "x-operation-key": OPERATION_KEY, ...headers }));
  const { rows } = await api.owner.query(
    `SELECT address FROM sessions WHERE user_id = $1 ORDER BY last_used_at DESC LIMIT 1`,
    [member.userId],
  );
  return rows[0].address;
}
