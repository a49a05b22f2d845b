import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import WebSocket from "ws";
import { startTestApi } from "../api-harness.js";

test("until it opens again the server answers nobody but health checks, and says when that is", async () => {
  const until = new Date(Date.now() + 4_000);
  const api = await startTestApi({ MAINTENANCE_UNTIL: until.toISOString() });
  try {
    const ask = (locale: string) =>
      fetch(`${api.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", "accept-language": locale },
        body: JSON.stringify({ query: "{ __typename }" }),
      });
    const answer = await ask("en");
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    const { errors } = (await answer.json()) as { errors: { message: string; extensions: object }[] };
    expect(errors[0]?.message).toContain("down for maintenance");
    expect(errors[0]?.extensions).toMatchObject({ code: "MAINTENANCE", until: until.toISOString() });
    expect(await (await ask("ko")).text()).toContain("점검하고 있어요");

    const refused = new Promise((resolve) => {
      const socket = new WebSocket(`${api.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
      socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
      socket.on("error", () => undefined);
    });
    expect(await refused).toBe(503);
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200);

    await sleep(until.getTime() - Date.now() + 50);
    expect((await ask("en")).status).toBe(200);
  } finally {
    await api.close();
  }
});
