// The attackers of G10, in a process of their own: their work must not be mistaken for the server's.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";

process.on("message", (order) => void attack(order));

/** @param {any} order */
async function attack({ url, token, sockets, messages, patienceMs }) {
  const address = `${url.replace("http", "ws")}/graphql`;
  /** @type {Record<string, number>} */
  const met = {};
  const count = (/** @type {string} */ what) => {
    met[what] = (met[what] ?? 0) + 1;
  };
  /** @type {WebSocket[]} */
  const all = [];
  const open = async () => {
    const socket = new WebSocket(address, "graphql-transport-ws");
    socket.on("error", () => undefined);
    all.push(socket);
    const isOpen = await Promise.race([
      once(socket, "open").then(() => true),
      once(socket, "close").then(() => false),
    ]).catch(() => false);
    return isOpen ? socket : null;
  };
  const init = async (/** @type {WebSocket} */ socket) => {
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } }));
    await Promise.race([once(socket, "message"), once(socket, "close")]);
  };
  const ended = async (/** @type {WebSocket} */ socket, /** @type {string} */ how) => {
    const code =
      socket.readyState === WebSocket.CLOSED
        ? 0
        : await Promise.race([once(socket, "close").then(([each]) => each), sleep(patienceMs + 1_000, -1)]);
    count(code === -1 ? `still open: ${how}` : how);
  };
  const each = (/** @type {string} */ how, /** @type {(socket: WebSocket) => unknown} */ act, isMember = true) =>
    (async () => {
      const socket = await open();
      if (!socket) return count("not taken");
      if (isMember) await init(socket);
      if (socket.readyState !== WebSocket.OPEN) return count("not taken");
      await act(socket);
      await ended(socket, how);
    })();

  // Twice as many as one address may have, saying nothing.
  const silent = Array.from({ length: sockets }, () => open());
  const taken = (await Promise.all(silent)).filter((socket) => socket !== null);
  met.taken = taken.length;
  met["not taken"] = sockets - taken.length;
  await Promise.all(taken.map((socket) => ended(socket, "said nothing")));

  const subscribe = (/** @type {number} */ id) =>
    JSON.stringify({
      id: String(id),
      type: "subscribe",
      payload: { query: 'subscription { balanceChanged(accountId: "x") { at } }' },
    });
  await Promise.all([
    each("said hello twice", (socket) => {
      for (let i = 0; i < 2; i++) socket.send(JSON.stringify({ type: "connection_init" }));
    }),
    each("sent messages", (socket) => {
      for (let i = 0; i < messages; i++) socket.send(`{"type":"ping"}`);
    }),
    each("subscribed often", (socket) => {
      for (let i = 0; i < 500; i++) socket.send(subscribe(i));
    }),
    each("sent a frame of 20 MB", (socket) => socket.send("x".repeat(20_000_000))),
    each("sent pings", (socket) => {
      for (let i = 0; i < messages; i++) socket.ping();
    }),
    each("was half open", (socket) => {
      // Nothing is read any more, so nothing is answered either.
      /** @type {any} */ (socket)._socket.pause();
      const gone = setInterval(() => /** @type {any} */ (socket)._socket.write(""), 200);
      socket.once("close", () => clearInterval(gone));
      setTimeout(() => /** @type {any} */ (socket)._socket.resume(), patienceMs).unref();
    }),
  ]);
  for (const socket of all) socket.terminate();
  process.send?.(met);
}
