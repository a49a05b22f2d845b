import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { httpText, type Locale } from "./texts.js";

export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

/** The body of every answer that is neither GraphQL nor what was asked for (RFC 9457). */
export function problemOf(status: number, { locale, requestId }: { locale: Locale; requestId: string }) {
  return {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail: httpText(status, locale),
    instance: `urn:uuid:${requestId}`,
    requestId,
  };
}

/** Says so on a connection that never became a request, or that we do not take on as a socket, and closes it. */
export function endWithProblem(socket: Duplex, status: number, headers: Readonly<Record<string, string>>): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  const body = JSON.stringify(problemOf(status, { locale: "ko", requestId }));
  const lines = Object.entries({
    ...headers,
    "x-request-id": requestId,
    "content-type": PROBLEM_TYPE,
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
  // A peer that goes on sending would keep the connection half open.
  setTimeout(() => socket.destroy(), 500).unref();
}
