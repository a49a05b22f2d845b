import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { balanceOf, deposit, OPERATION_KEY, type TestApi, transfer } from "../api-harness.js";
import { SocketClient } from "../socket-client.js";
import { type GuardOff, startStrictApi } from "./guards-off.js";
import { prove } from "./proof.js";

const FLOOD = fileURLToPath(new URL("flood.mjs", import.meta.url));
const WATCH = "subscription ($id: ID!) { balanceChanged(accountId: $id) { balance version } }";

/** In the build a socket's patience is shorter than in the product, for nobody waits there for its sake. */
const IMPATIENT = process.env.PROVE_OPS ? {} : { socketInitMs: 1_000, socketPingMs: 1_000 };
const patienceMs = process.env.PROVE_OPS ? 14_000 : 4_000;

/** Connections that the server still holds, of any kind. */
const connections = (api: TestApi) =>
  new Promise<number>((done) => api.application.server.getConnections((_error, count) => done(count)));

prove<GuardOff>(
  "G10",
  "floods of sockets, messages, pings and frames are cut off, and leave nothing behind",
  { small: 200, share: 0.05, redWithout: { "no-caps": 100, "no-pace": 100, "no-reaping": 100 } },
  async ({ count, without }) => {
    const address = Math.round(count / 2);
    const api = await startStrictApi(
      without,
      { SOCKETS_PER_ADDRESS: String(address), SOCKETS_PER_USER: "10" },
      ({ limits }) => ({
        limits: { ...limits, ...IMPATIENT },
      }),
    );
    const attacker = fork(FLOOD, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    try {
      const problems: string[] = [];
      const member = await api.member();
      await sleep(200);
      const rssBefore = process.memoryUsage().rss;
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const told = once(attacker, "message");
      attacker.send({ url: api.url, token: member.client.token, sockets: count, messages: 10_000, patienceMs });
      const end = await Promise.race([told, sleep(40_000, null)]);
      delay.disable();
      const met = (end?.[0] ?? {}) as Record<string, number>;
      if (!end) problems.push("the flood was not over in 40 s");
      if ((met.taken ?? 0) > address) problems.push(`${met.taken} sockets of one address were taken`);
      for (const [what] of Object.entries(met).filter(([name]) => name.startsWith("still open"))) problems.push(what);
      // Of one member's: a session may have so many, whatever address they come from.
      const own: Array<SocketClient | null> = [];
      for (let i = 0; i < 12; i++) own.push(await SocketClient.forMember(api.url, member.client.token));
      const held = own.filter((each) => each !== null && each.closedWith === null).length;
      if (held > 10) problems.push(`${held} sockets of one member were taken`);
      for (const each of own) each?.close();
      await sleep(300);
      const p99 = delay.percentile(99) / 1e6;
      const grownMb = Math.round((process.memoryUsage().rss - rssBefore) / 1e6);
      if (process.env.PROVE_OPS && p99 > 50) problems.push(`the event loop was late by ${Math.round(p99)} ms`);
      if (grownMb > 100) problems.push(`memory grew by ${grownMb} MB`);
      const left = await connections(api);
      // The requests of the tests keep a connection or two alive.
      if (left > 8) problems.push(`${left} connections are still there`);
      const { status } = await fetch(`${api.url}/healthz`);
      if (status !== 200) problems.push(`health is ${status}`);
      return {
        rare: {
          "not taken": met["not taken"] ?? 0,
          "said nothing": met["said nothing"] ?? 0,
          "said hello twice": met["said hello twice"] ?? 0,
          "sent messages": met["sent messages"] ?? 0,
          "sent pings": met["sent pings"] ?? 0,
          "sent a large frame": met["sent a frame of 20 MB"] ?? 0,
          "was half open": met["was half open"] ?? 0,
        },
        figures: { "event loop p99 ms": p99.toFixed(1), "memory grown MB": grownMb },
        problems,
      };
    } finally {
      attacker.kill();
      await api.close();
    }
  },
);

prove<GuardOff>(
  "G11",
  "one who does not read is let go with little waiting, and knows the newest balance after coming back",
  { small: 30, share: 0.01, redWithout: { "no-reaping": 10 } },
  async ({ count, without }) => {
    const api = await startStrictApi(without, {}, ({ limits }) => ({ limits: { ...limits, ...IMPATIENT } }));
    try {
      const problems: string[] = [];
      const [hong, kim] = await Promise.all([api.member(), api.member()]);
      await deposit(hong, 1_000_000n);
      const slow = await SocketClient.forMember(api.url, kim.client.token);
      slow?.send({ id: "1", type: "subscribe", payload: { query: WATCH, variables: { id: kim.accountId } } });
      await slow?.until(() => slow.messages.length > 1);
      slow?.socket.pause();
      const stalledAt = performance.now();
      for (let i = 0; i < count; i++) await transfer(hong, kim, 10n);
      const endsBy = stalledAt + patienceMs;
      while (api.application.services.balances.watcherCount > 0 && performance.now() < endsBy) await sleep(20);
      if (api.application.services.balances.watcherCount > 0)
        problems.push("one who does not read is still waited for");
      const back = await SocketClient.forMember(api.url, kim.client.token);
      back?.send({ id: "1", type: "subscribe", payload: { query: WATCH, variables: { id: kim.accountId } } });
      await back?.until(() => back.messages.length > 1);
      const told = back?.messages[1]?.payload.data?.balanceChanged;
      const { balance, version } = await balanceOf(kim);
      if (told?.balance !== balance || told?.version !== version) problems.push(`told ${told?.balance} of ${balance}`);
      if (balance !== String(count * 10)) problems.push(`the balance is ${balance}`);
      back?.close();
      slow?.close();
      await api.expectSoundBook();
      return { rare: { transfers: count, "told before": (slow?.messages.length ?? 1) - 1 }, problems };
    } finally {
      await api.close();
    }
  },
);

prove<GuardOff>(
  "G12",
  "a socket is its owner's, of our own pages, and over with its token or session within a second",
  { small: 1, redWithout: { "any-origin": 1 } },
  async ({ without }) => {
    const api = await startStrictApi(without);
    try {
      const problems: string[] = [];
      const [hong, eve] = await Promise.all([api.member(), api.member()]);
      for (const origin of [
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "https://127.0.0.1.evil.example",
        "file://",
      ]) {
        const socket = await SocketClient.open(api.url, { headers: { origin } });
        if (socket) problems.push(`${origin} gets a socket`);
        socket?.close();
      }
      for (const token of [null, "", "forged", `${hong.client.token}x`]) {
        const socket = await SocketClient.forMember(api.url, token);
        if (socket) problems.push(`the token ${token} gets a socket`);
        socket?.close();
      }
      const unknown = await SocketClient.open(api.url);
      const early = await unknown?.ask({ query: WATCH, variables: { id: hong.accountId } });
      if (!early?.startsWith("closed")) problems.push(`asked before saying hello: ${early}`);

      const spy = await SocketClient.forMember(api.url, eve.client.token);
      let refused = 0;
      for (const id of [hong.accountId, randomUUID(), hong.userId, "", "'; --"]) {
        const answer = await spy?.ask({ query: WATCH, variables: { id } });
        if (answer?.includes("FORBIDDEN")) refused++;
        else problems.push(`another's balance: ${answer}`);
      }
      const mutation = await spy?.ask({ query: "mutation { logOut }" });
      if (!mutation?.includes("FORBIDDEN")) problems.push(`a mutation on a socket: ${mutation}`);
      spy?.close();

      /** How long after the event the socket is closed. */
      const closes = async (what: string, token: string, at: () => Promise<number>) => {
        const socket = await SocketClient.forMember(api.url, token);
        if (!socket) return void problems.push(`${what}: no socket`);
        socket.send({ id: "1", type: "subscribe", payload: { query: WATCH, variables: { id: hong.accountId } } });
        await socket.until(() => socket.messages.length > 1);
        const from = await at();
        await socket.until(() => false, 3_000);
        const lateMs = performance.now() - from;
        if (socket.closedWith === null || lateMs > 1_000)
          problems.push(`${what}: closed after ${Math.round(lateMs)} ms`);
        socket.close();
      };
      // Tokens live ten minutes; this one has two seconds left.
      const issuedAt = new Date(Date.now() - 598_000);
      const brief = await api.tokens.issue(hong.userId as never, randomUUID() as never, issuedAt);
      await closes("an expired token", brief.token, async () => {
        await sleep(brief.expiresAt.getTime() - Date.now());
        return performance.now();
      });
      const other = await api.another();
      await closes("a session ended by another process", hong.client.token ?? "", async () => {
        const from = performance.now();
        await fetch(`${other.url}/graphql`, {
          method: "POST",
          body: JSON.stringify({ query: "mutation { logOut }" }),
          headers: {
            "content-type": "application/json",
            authorization: `Bearer ${hong.client.token}`,
            "x-operation-key": OPERATION_KEY,
          },
        });
        return from + 1_000;
      });
      await other.stop();
      const kim = await api.member();
      await closes("a log-out", kim.client.token ?? "", async () => {
        const from = performance.now();
        await kim.client.data("mutation { logOut }");
        return from;
      });
      return { rare: { refused }, problems };
    } finally {
      await api.close();
    }
  },
);
