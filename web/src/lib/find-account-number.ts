import { ACCOUNT_NUMBER_LENGTH, isAccountNumber } from "./account-number";

// A unit that touches the number, or 원 as a word of its own: after a space may come somebody called 원빈 or 천우희.
const UNIT =
  /[백천만억]{0,2}원|[백천만억]{1,2}(?!\p{L})|%|(?:won|krw)\b|\s(?:[백천만억]{0,2}원(?!\p{L})|(?:won|krw)\b)/u;
const AMOUNT = new RegExp(
  [
    String.raw`(?:₩|\bkrw)\s*\d[\d,.]*`,
    String.raw`(?<![\d,.])\d[\d,]*(?:\.\d+)?(?:${UNIT.source})`,
    String.raw`(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])`,
  ].join("|"),
  "giu",
);

const digitsOf = (text: string) => text.replace(/\D/g, "");

/** Runs of groups with a space between neighbours; hyphens make one group. Amounts are none, and a line break parts. */
function runsOf(text: string): string[][] {
  const plain = text.normalize("NFKC").replace(AMOUNT, "|");
  return [...plain.matchAll(/\d+(?:(?: [-–—] |[ .‐–—-])\d+)*/g)].map(([run]) =>
    run.split(/ (?:[-–—] )?/).map(digitsOf),
  );
}

function longest(runs: string[][]): string {
  return runs.map((groups) => groups.join("")).reduce((most, run) => (run.length > most.length ? run : most), "");
}

/** Neighbours that have twelve digits together. */
function windowsOf(groups: string[]): string[] {
  return groups.flatMap((_, from) =>
    groups
      .map((_, to) => groups.slice(from, to + 1).join(""))
      .filter((digits) => digits.length === ACCOUNT_NUMBER_LENGTH),
  );
}

/**
 * Finds an account number in whatever was typed or pasted: "칙페이 1234-5678-9012 홍길동 5만원", full-width digits, spaces.
 * Hyphens are never used to judge a number, because banks disagree about them. Returns digits only, "" when none.
 */
export function findAccountNumber(text: string): string {
  const runs = runsOf(text);
  const whole = [...runs.flat(), ...runs.map((groups) => groups.join(""))].find(isAccountNumber);
  if (whole) return whole;
  // two that overlap: which is meant is not ours to guess
  const [only, ...others] = runs.flatMap(windowsOf);
  return only && others.length === 0 ? only : longest(runs);
}

/** The same for another bank, whose numbers have any length: nothing is cut from a longer one. */
export function findBankAccountNumber(text: string): string {
  return longest(runsOf(text));
}
