import { randomUUID } from "node:crypto";
import { expect, test } from "./journey.ts";
import { PASSWORD } from "./person.ts";

test("GraphiQL comes from this server alone and runs a query", async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== baseURL) foreign.push(request.url());
  });
  await page.goto("/graphiql");
  await expect(page.locator(".graphiql-query-editor .monaco-editor").first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("tab").first()).toBeVisible();
  expect(await page.getByRole("tab").count()).toBeGreaterThan(3);
  expect(foreign).toEqual([]);
});

test("a token from log-in works for queries over HTTP as an outside program sends them", async ({ request }) => {
  const email = `${randomUUID()}@journey.example`;
  const signUp = await request.post("/graphql", {
    data: {
      query: `mutation ($input: SignUpInput!) { signUp(input: $input) { ... on AuthPayload { accessToken } } }`,
      variables: { input: { email, password: PASSWORD, name: "홍길동" } },
    },
  });
  const { accessToken } = (await signUp.json()).data.signUp;
  const me = await request.post("/graphql", {
    headers: { authorization: `Bearer ${accessToken}` },
    data: { query: "{ me { email } }" },
  });
  expect((await me.json()).data.me.email).toBe(email);
});
