import { BANKS } from "../../shared/banks.js";
import type { AccountId } from "../../shared/ids.js";
import { AMOUNT_MAX } from "../../shared/money.js";
import type { TransactionRecord } from "../accounts/index.js";

export type Progress = "done" | "waiting" | "failed";

/** Which transactions; what is left out does not narrow. */
export interface HistoryFilter {
  /** In the other side's name as it is shown, the memo, the amount, one's own note and tags. */
  search?: string | undefined;
  direction?: "in" | "out" | undefined;
  kinds?: readonly string[] | undefined;
  from?: Date | undefined;
  /** Exclusive. */
  to?: Date | undefined;
  amountMin?: bigint | undefined;
  amountMax?: bigint | undefined;
  progress?: Progress | undefined;
}

/** What a member has written on a transaction. */
export interface Annotation {
  text: string | null;
  tags: readonly string[];
}

const KINDS = ["transfer", "deposit", "withdrawal"] as const;

export const fold = (text: string): string => text.normalize("NFC").toLowerCase();

/** `12,000원`, `12000` and, as a row shows it, `−₩12,000` are an amount, `월세` is none. */
export function amountIn(search: string): bigint | null {
  const amount = /^[+\u2212-]?\s*(?:₩|krw)?\s*(\d{1,3}(?:,\d{3})+|\d{1,19})\s*(?:원|won|krw)?$/i;
  const digits = amount.exec(search.normalize("NFKC").trim())?.[1]?.replaceAll(",", "");
  return digits === undefined ? null : BigInt(digits);
}

/**
 * Whether a name is meant as it is shown. Who knows somebody types the whole name, so a hidden letter fits any letter; that
 * tells nobody which one it is. Half of the letters must be there to be seen, or any name would fit `길`.
 */
export function matchesName(shown: string, search: string): boolean {
  const [letters, wanted] = [[...fold(shown)], [...fold(search)]];
  for (let start = 0; start + wanted.length <= letters.length; start++) {
    let same = 0;
    const fits = wanted.every((letter, index) => {
      const known = letters[start + index];
      if (known === letter) return ++same > 0;
      return known === "*" && /\p{L}/u.test(letter);
    });
    if (fits && same * 2 >= wanted.length) return true;
  }
  return false;
}

export function matchesAnnotation({ text, tags }: Annotation, search: string): boolean {
  return [text ?? "", ...tags].some((each) => fold(each).includes(fold(search)));
}

/** The one rule of the search; indexes only spare it the rows that cannot fit. */
export function matches(record: TransactionRecord, annotation: Annotation | undefined, search: string): boolean {
  return (
    record.movement.amount === amountIn(search) ||
    fold(record.memo ?? "").includes(fold(search)) ||
    matchesName(record.counterparty.name.ko, search) ||
    matchesName(record.counterparty.name.en, search) ||
    (annotation !== undefined && matchesAnnotation(annotation, search))
  );
}

/**
 * The keys of `historyProjection` that between them name every posting the search can mean; null when no key does.
 * @param counterparties those whose name fits
 */
export function searchKeys(search: string, counterparties: readonly AccountId[]): string[] | null {
  const letters = [...fold(search)];
  if (letters.length < 2) return null;
  const amount = amountIn(search);
  const banks = Object.entries(BANKS).filter(
    ([, name]) => matchesName(name.ko, search) || matchesName(name.en, search),
  );
  // A movement of a bank that is in no list is shown under the plain word.
  if (matchesName("은행", search) || matchesName("Bank", search)) return null;
  return [
    `t:${letters.slice(0, 2).join("")}`,
    ...(amount === null ? [] : [`a:${amount}`]),
    ...banks.map(([code]) => `b:${code}`),
    ...counterparties.map((id) => `c:${id}`),
  ];
}

/** The same for the rest of the filter: the narrowest group of keys that covers it. */
export function filterKeys({ progress, amountMin, amountMax, kinds, direction }: HistoryFilter): string[] | null {
  if (progress === "waiting") return ["r"];
  if (amountMin !== undefined && amountMin === amountMax) return [`a:${amountMin}`];
  if (amountMin !== undefined || amountMax !== undefined) {
    const [first, last] = [amountMin ?? 1n, amountMax ?? AMOUNT_MAX].map((amount) => String(amount).length) as [
      number,
      number,
    ];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => `d:${first + index}`);
  }
  if (!kinds && !direction) return null;
  const directions = direction ? [direction] : ["in", "out"];
  return (kinds ?? KINDS).flatMap((kind) => directions.map((each) => `k:${kind}:${each}`));
}
