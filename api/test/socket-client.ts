import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { OPERATION_KEY } from "./api-harness.js";

// biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
type Message = { type: string; id?: string; payload?: any };

/** A graphql-ws client that does as it is told, and so can do what a decent one never would. */
export class SocketClient {
  readonly messages: Message[] = [];
  closedWith: number | null = null;
  private asked = 0;

  private constructor(readonly socket: WebSocket) {
    socket.on("message", (data: Buffer) => this.messages.push(JSON.parse(data.toString())));
    socket.on("close", (code) => {
      this.closedWith = code;
    });
    socket.on("error", () => undefined);
  }

  /** Null when the server did not take the socket. */
  static async open(
    url: string,
    { protocol = "graphql-transport-ws", path = "/graphql", headers = {} as Record<string, string> } = {},
  ): Promise<SocketClient | null> {
    const client = new SocketClient(new WebSocket(url.replace("http", "ws") + path, protocol, { headers }));
    await Promise.race([once(client.socket, "open"), once(client.socket, "close"), once(client.socket, "error")]).catch(
      () => undefined,
    );
    return client.socket.readyState === WebSocket.OPEN ? client : null;
  }

  /** Open and acknowledged, with a key to ask for anything. */
  static async forMember(url: string, token: string | null, headers?: Record<string, string>) {
    return SocketClient.showing(url, { authorization: `Bearer ${token}` }, headers);
  }

  /** The same with whatever the first message is to show. */
  static async showing(url: string, payload: Record<string, unknown>, headers?: Record<string, string>) {
    const client = await SocketClient.open(url, headers ? { headers } : {});
    if (!client) return null;
    client.send({ type: "connection_init", payload: { ...payload, operationKey: OPERATION_KEY } });
    await client.until(() => client.messages.some(({ type }) => type === "connection_ack"));
    return client.closedWith === null ? client : null;
  }

  send(message: object | string): void {
    this.socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  /** All that came back for the operation until it ended, as text; a socket that was closed instead says so. */
  async ask(payload: object): Promise<string> {
    const id = String(++this.asked);
    this.send({ id, type: "subscribe", payload });
    const own = () => this.messages.filter((each) => each.id === id);
    await this.until(() => own().some(({ type }) => type === "error" || type === "complete"));
    return this.closedWith === null ? JSON.stringify(own()) : `closed ${this.closedWith}`;
  }

  /** Also when the socket is closed. False when neither came within that time. */
  async until(condition: () => boolean, withinMs = 10_000): Promise<boolean> {
    const end = performance.now() + withinMs;
    while (performance.now() < end) {
      if (condition() || this.closedWith !== null) return true;
      await sleep(5);
    }
    return false;
  }

  close(): void {
    this.socket.terminate();
  }
}
