// Money is a decimal string of won on the wire and a bigint here; it is never a JavaScript number.

export type Language = "ko" | "en";
export type Sign = "in" | "out" | "none";

const MINUS = "\u2212";
const grouped = new Intl.NumberFormat("ko-KR");

export function parseAmount(amount: string): bigint {
  return BigInt(amount);
}

/** The digits of what a person typed or pasted, without leading zeros; "" when there are none. */
export function amountDigits(text: string): string {
  return text.normalize("NFKC").replace(/\D/g, "").replace(/^0+/, "").slice(0, 15);
}

export function groupDigits(amount: bigint): string {
  return grouped.format(amount < 0n ? -amount : amount);
}

/** "−" or "+" in the width of a figure; money in is always marked, because colour alone says nothing. */
export function signOf(amount: bigint, sign: Sign): string {
  if (sign === "in") return "+";
  if (sign === "out" || amount < 0n) return MINUS;
  return "";
}

/** 1,234,567원 or ₩1,234,567, with U+2212 for minus. */
export function formatWon(amount: bigint | string, language: Language, sign: Sign = "none"): string {
  const value = typeof amount === "string" ? parseAmount(amount) : amount;
  const digits = groupDigits(value);
  const lead = signOf(value, sign);
  return language === "ko" ? `${lead}${digits}원` : `${lead}₩${digits}`;
}

/** A text whose sums, as `formatWon` and the API write them, cannot be read. */
export function withoutSums(text: string): string {
  return text.replace(/₩\d[\d,]*/g, "₩•••").replace(/\d[\d,]*원/g, "•••원");
}

const UNITS = ["", "만", "억", "조", "경"];

/** How a Korean reader says it: 125000 is "12만 5,000원", 1500000 is "150만원". */
export function readWon(amount: bigint): string {
  if (amount === 0n) return "0원";
  const groups: string[] = [];
  let rest = amount;
  for (const unit of UNITS) {
    if (rest === 0n) break;
    const part = rest % 10_000n;
    if (part !== 0n) groups.unshift(`${groupDigits(part)}${unit}`);
    rest /= 10_000n;
  }
  return `${groups.join(" ")}원`;
}

/** The largest of them, and at least one won, so that it can be divided by. */
export function largest(amounts: readonly bigint[]): bigint {
  let found = 1n;
  for (const amount of amounts) if (amount > found) found = amount;
  return found;
}

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** Where there is no room: 123만원, 1.2억원, ₩1.2M. Rounded down, for axes and labels alone. */
export function shortWon(amount: bigint, language: Language): string {
  if (language === "en") return `₩${compact.format(amount)}`;
  const value = amount < 0n ? -amount : amount;
  const lead = amount < 0n ? MINUS : "";
  if (value < 10_000n) return `${lead}${groupDigits(value)}원`;
  if (value < 100_000_000n) return `${lead}${groupDigits(value / 10_000n)}만원`;
  const tenths = value / 10_000_000n;
  const point = tenths % 10n === 0n ? "" : `.${tenths % 10n}`;
  return `${lead}${groupDigits(tenths / 10n)}${point}억원`;
}
