import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { readConfig } from "../config.js";
import { createGuards } from "./guards.js";

const guards = createGuards({ ...readConfig({ TRUSTED_PROXIES: "1" }), PUBLIC_URL: "https://pay.example.kr/app" });
const request = (headers: object) => ({ headers, socket: { remoteAddress: "10.0.0.9" } }) as unknown as IncomingMessage;

test.each([
  ["198.51.100.77", "198.51.100.77"],
  ["198.51.100.77:5555", "198.51.100.77"],
  ["[2001:db8::1]:443", "2001:db8::1"],
  ["[2001:db8::1]", "2001:db8::1"],
  ["2001:db8::1", "2001:db8::1"],
  ["203.0.113.1, 198.51.100.77:5555", "198.51.100.77"],
  ["unknown", "10.0.0.9"],
  ["<script>", "10.0.0.9"],
])("who a proxy calls %s is %s", (hop, address) => {
  expect(guards.addressOf(request({ "x-forwarded-for": hop }))).toBe(address);
});

test("the web app is known by its public address, whatever host a proxy names", () => {
  const from = (origin: string) => guards.isAllowedOrigin(request({ origin, host: "localhost:4000" }));
  expect(from("https://pay.example.kr")).toBe(true);
  expect(from("https://pay.example.kr.evil.example")).toBe(false);
  expect(from("https://evil.example")).toBe(false);
});
