import { isIPv4, isIPv6 } from "node:net";
import type { Origin } from "../../shared/origin.js";

const BROWSERS: ReadonlyArray<[pattern: RegExp, name: string]> = [
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Whale\//, "Whale"],
  [/KAKAOTALK/i, "KakaoTalk"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/CriOS\/|Chrome\//, "Chrome"],
  [/Version\/.*Safari\//, "Safari"],
];
const SYSTEMS: ReadonlyArray<[pattern: RegExp, name: string]> = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Macintosh|Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/** What a person knows a device by: `Chrome · Android`. A hint for recognising, never a reason to trust. */
export function deviceName(userAgent: string | null): string {
  const of = (names: typeof BROWSERS) => names.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1];
  return [of(BROWSERS), of(SYSTEMS)].filter(Boolean).join(" · ") || "?";
}

/** The network without the house: `203.0.*.*`, `2001:db8:*`. */
export function maskAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
  if (isIPv4(plain)) return plain.split(".").slice(0, 2).concat("*", "*").join(".");
  if (isIPv6(plain)) return `${plain.split(":").slice(0, 2).join(":")}:*`;
  return "*";
}

/** For a mail that tells a member of something that was done. */
export function whereabouts({ userAgent, address }: Origin): { device: string; address: string; at: Date } {
  return { device: deviceName(userAgent), address: maskAddress(address), at: new Date() };
}
