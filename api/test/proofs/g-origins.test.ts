import { OPERATION_KEY } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { type GuardOff, startStrictApi } from "./guards-off.js";
import { prove } from "./proof.js";
import { raw } from "./raw-http.js";

const STRANGERS = [
  "https://evil.example",
  "http://evil.example",
  "null",
  "https://chickpay.example.evil.example",
  "https://evilchickpay.example",
  "https://chickpay.example.",
  "http://chickpay.example",
  "https://chickpay.example:8443",
  "https://sub.chickpay.example",
  "https://CHICKPAY.example@evil.example",
  "https://chickpay.example/",
  "https://chіckpay.example",
  "file://",
  "chrome-extension://abcdefgh",
  "https://chickpay.example, https://evil.example",
];
const HOME = "https://chickpay.example";

prove<GuardOff>(
  "G14",
  "a page of another site changes nothing, whatever it sends and however",
  { small: 250, redWithout: { "any-origin": 150 } },
  async ({ count, random, without }) => {
    const api = await startStrictApi(without, { ALLOWED_ORIGINS: HOME });
    try {
      const problems: string[] = [];
      const member = await api.member();
      const cookie = member.client.cookie ?? "";
      const one = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
      const state = async () =>
        JSON.stringify(
          (
            await api.owner.query(
              `SELECT (SELECT count(*) FROM sessions WHERE revoked_at IS NULL) AS sessions,
                  (SELECT count(*) FROM refresh_tokens) AS tokens, (SELECT count(*) FROM users) AS users`,
            )
          ).rows,
        );
      const before = await state();
      const mutation = "mutation { refreshSession { __typename } }";
      const met = { refused: 0, "without an origin": 0 };
      for (let i = 0; i < count; i++) {
        const type = one([
          "application/json",
          "application/json; charset=utf-8",
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "application/graphql",
          "text/html",
          "application/xml",
          "",
        ]);
        const origin = one([...STRANGERS, undefined]);
        const site = one(["cross-site", "same-site"]);
        const method = one(["POST", "POST", "POST", "GET", "HEAD"]);
        const body = one([
          JSON.stringify({ query: mutation }),
          JSON.stringify({ query: "mutation { logOut }" }),
          `query=${encodeURIComponent(mutation)}`,
          `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${JSON.stringify({ query: mutation })}\r\n--x--`,
        ]);
        const path = method === "POST" ? "/graphql" : `/graphql?query=${encodeURIComponent(mutation)}`;
        const headers = [
          `${method} ${path} HTTP/1.1`,
          "Host: chickpay.example",
          "Connection: close",
          `Cookie: ${cookie}`,
          `X-Operation-Key: ${OPERATION_KEY}`,
          `Sec-Fetch-Site: ${site}`,
          ...(origin === undefined ? [] : [`Origin: ${Buffer.from(origin).toString("latin1")}`]),
          ...(type ? [`Content-Type: ${type}`] : []),
          ...(method === "POST" ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
        ];
        const [answer] = await raw(api.url, `${headers.join("\r\n")}\r\n\r\n${method === "POST" ? body : ""}`);
        if (!origin) met["without an origin"]++;
        if (answer && answer.status >= 400) met.refused++;
        else problems.push(`${method} of ${type || "no type"} from ${origin} is answered ${answer?.status}`);
      }
      if ((await state()) !== before) problems.push(`${before} became ${await state()}`);
      // What was turned away above is what our own page may do.
      const own = new GraphQLClient(api.url, {
        "x-operation-key": OPERATION_KEY,
        origin: HOME,
        "sec-fetch-site": "same-origin",
      });
      own.cookie = cookie;
      const { data } = await own.ask(mutation);
      return {
        rare: {
          ...met,
          "own page served": Number(data?.refreshSession?.__typename === "AuthPayload") || Number(!!without),
        },
        problems,
      };
    } finally {
      await api.close();
    }
  },
);

prove<GuardOff>(
  "G15",
  "no origin is told that it may read our answers, and strangers' pages may not even ask",
  { small: 1, redWithout: { "open-cors": 1, "any-origin": 1 } },
  async ({ without }) => {
    const api = await startStrictApi(without, { ALLOWED_ORIGINS: HOME });
    try {
      const problems: string[] = [];
      let asked = 0;
      for (const origin of [...STRANGERS, HOME]) {
        for (const [method, path] of [
          ["POST", "/graphql"],
          ["OPTIONS", "/graphql"],
          ["GET", "/healthz"],
          ["GET", "/"],
        ]) {
          const body = method === "POST" ? `{"query":"{ __typename }"}` : "";
          const [answer] = await raw(
            api.url,
            [
              `${method} ${path} HTTP/1.1`,
              "Host: chickpay.example",
              "Connection: close",
              `Origin: ${Buffer.from(origin).toString("latin1")}`,
              "Access-Control-Request-Method: POST",
              "Access-Control-Request-Headers: content-type",
              `X-Operation-Key: ${OPERATION_KEY}`,
              "Content-Type: application/json",
              `Content-Length: ${body.length}`,
              "",
              body,
            ].join("\r\n"),
          );
          asked++;
          for (const name of answer?.headers.keys() ?? []) {
            if (name.startsWith("access-control-")) problems.push(`${method} ${path} answers ${origin} with ${name}`);
          }
          if (method === "POST" && (answer?.status === 200) !== (origin === HOME)) {
            problems.push(`${origin} is answered ${answer?.status}`);
          }
        }
      }
      return { rare: { asked }, problems };
    } finally {
      await api.close();
    }
  },
);
