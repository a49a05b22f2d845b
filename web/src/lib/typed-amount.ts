const LONGEST = 15;

/** 2천5백 and 500: what stands before 억, before 만 and at the end. */
function section(text: string): bigint | null {
  const parts = /^(?:(\d)천)?(?:(\d)백)?(\d*)$/.exec(text);
  if (!parts) return null;
  const [, thousands, hundreds, rest] = parts;
  return BigInt(thousands ?? 0) * 1000n + BigInt(hundreds ?? 0) * 100n + BigInt(rest || 0);
}

/**
 * The digits of an amount as it is typed or pasted: 50,000, ₩50,000.00, 5만원, 1억2천만; "" for nothing and for zero.
 * Null when it is not plainly a whole amount: of -5000, 1e5 or 1.5 the digits alone would be another sum.
 */
export function readAmount(text: string): string | null {
  // commas anywhere, because every key typed or erased in a grouped amount misplaces them
  const plain = text
    .normalize("NFKC")
    .replace(/[\s,]/g, "")
    .replace(/^(?:₩|\\|krw)/i, "")
    .replace(/(?:원|won|krw)$/i, "")
    .replace(/(?<=\d)\.0{0,2}$/, "");
  const parts = /^(?:([\d천백]+)억)?(?:([\d천백]+)만)?([\d천백]*)$/.exec(plain);
  if (!parts) return null;
  const [hundredMillions, tenThousands, ones] = parts.slice(1).map((part) => section(part ?? ""));
  if (hundredMillions == null || tenThousands == null || ones == null) return null;
  // 1억50000만 and 5만20000 are slips
  if (parts[1] && tenThousands >= 10_000n) return null;
  if ((parts[1] || parts[2]) && ones >= 10_000n) return null;
  const amount = hundredMillions * 100_000_000n + tenThousands * 10_000n + ones;
  const digits = amount === 0n ? "" : amount.toString();
  return digits.length > LONGEST ? null : digits;
}
