import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface RawAnswer {
  status: number;
  headers: Map<string, string>;
  text: string;
}

/** Bytes as they are: no client would send most of this. All answers that came until the connection ended or fell silent. */
export async function raw(url: string, request: string, silentMs = 700): Promise<RawAnswer[]> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(request, "latin1");
  const closed = once(socket, "close");
  for (let seen = -1; seen !== text.length; ) {
    seen = text.length;
    if ((await Promise.race([closed, sleep(silentMs)])) !== undefined) break;
  }
  socket.destroy();
  return text
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter(Boolean)
    .map((answer) => {
      const [head = "", ...body] = answer.split("\r\n\r\n");
      const [first = "", ...lines] = head.split("\r\n");
      const headers = lines.map((line): [string, string] => {
        const [name = "", ...value] = line.split(":");
        return [name.toLowerCase(), value.join(":").trim()];
      });
      return { status: Number(first.split(" ")[1]), headers: new Map(headers), text: body.join("\r\n\r\n") };
    });
}
