import { type Cell, type Cells, type RowBatches, type StatementHead, textsOf, withTotals } from "./statement.rows.js";

/**
 * A spreadsheet takes a text that begins so for a formula and carries it out, also one in full width or after blanks; or
 * a part of one, where it separates by something else than commas. What others have written in a memo must not run on a
 * member's computer.
 */
const FORMULA = /(?<=^|[;|\t])(?=\s*[=+\-@\t\r＝＋－＠])/g;

const BYTE_ORDER_MARK = "\ufeff";

/** RFC 4180, in UTF-8 with a mark by which Excel knows it. */
export async function* asCsv(head: StatementHead, rows: RowBatches): AsyncGenerator<Buffer> {
  yield Buffer.from(BYTE_ORDER_MARK + lineOf(textsOf(head.language).columns));
  for await (const batch of withTotals(head, rows)) yield Buffer.from(batch.map(lineOf).join(""));
}

function lineOf(cells: Cells | readonly string[]): string {
  return `${cells.map(fieldOf).join(",")}\r\n`;
}

export function fieldOf(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "bigint") return String(cell);
  const text = cell.replace(FORMULA, "'");
  return /[",\r\n]/.test(text) || text !== cell ? `"${text.replaceAll('"', '""')}"` : text;
}
