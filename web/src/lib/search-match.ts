import { parseAmount } from "./money";

/** Where a search fits a text: from which letter on, and how many. */
export interface Match {
  start: number;
  length: number;
}

const fold = (text: string) => text.normalize("NFC").toLowerCase();

/** As the API looks for memos, notes and tags. */
export function matchInText(text: string, search: string): Match | null {
  const [folded, wanted] = [fold(text), fold(search)];
  const at = folded.indexOf(wanted);
  return wanted === "" || at < 0 ? null : { start: [...folded.slice(0, at)].length, length: [...wanted].length };
}

/** As the API looks for names: a hidden letter fits any, as long as half of them are there to be seen. */
export function matchInName(name: string, search: string): Match | null {
  const [letters, wanted] = [[...fold(name)], [...fold(search)]];
  if (wanted.length === 0) return null;
  for (let start = 0; start + wanted.length <= letters.length; start++) {
    const same = wanted.filter((letter, index) => letters[start + index] === letter).length;
    const fits = wanted.every((letter, index) => {
      const shown = letters[start + index];
      return shown === letter || (shown === "*" && /\p{L}/u.test(letter));
    });
    if (fits && same * 2 >= wanted.length) return { start, length: wanted.length };
  }
  return null;
}

/** 12,000원 and 12000 mean the amount. */
export function meansAmount(amount: string, search: string): boolean {
  const digits = /^(\d{1,3}(?:,\d{3})+|\d{1,19})\s*(?:원|won)?$/i.exec(search)?.[1]?.replaceAll(",", "");
  return digits !== undefined && BigInt(digits) === parseAmount(amount);
}
