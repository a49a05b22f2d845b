import type { Locale } from "../../graphql/texts.js";
import type { TransactionRecord } from "../accounts/index.js";

/** What a statement is about, and what it comes to. */
export interface StatementHead {
  language: Locale;
  holder: string;
  accountNumber: string;
  /** `yyyy-mm-dd` in Asia/Seoul, both included. */
  from: string;
  to: string;
  opening: bigint;
  totalIn: bigint;
  totalOut: bigint;
  closing: bigint;
  count: number;
  madeAt: Date;
}

/** An amount is a number wherever the format has any. */
export type Cell = string | bigint | null;

/** When, what, with whom, memo, in, out, balance, number. */
export type Cells = readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell];

/** A part of the rows at a time: no format needs all of them at once. */
export type RowBatches = AsyncIterable<readonly Cells[]>;

const TEXTS = {
  ko: {
    title: "거래 내역서",
    holder: "예금주",
    account: "계좌번호",
    period: "기간",
    opening: "이전 잔액",
    closing: "마지막 잔액",
    totalIn: "입금 합계",
    totalOut: "출금 합계",
    count: "건수",
    total: "합계",
    madeAt: "발급 일시",
    columns: ["일시", "구분", "상대", "메모", "입금", "출금", "잔액", "거래번호"],
    in: { transfer: "입금", deposit: "충전", withdrawal: "출금 취소" },
    out: { transfer: "송금", deposit: "충전 취소", withdrawal: "출금" },
  },
  en: {
    title: "Account statement",
    holder: "Holder",
    account: "Account",
    period: "Period",
    opening: "Opening balance",
    closing: "Closing balance",
    totalIn: "Total in",
    totalOut: "Total out",
    count: "Movements",
    total: "Total",
    madeAt: "Issued",
    columns: ["Time", "Kind", "Other side", "Memo", "In", "Out", "Balance", "Number"],
    in: { transfer: "Received", deposit: "Top-up", withdrawal: "Withdrawal undone" },
    out: { transfer: "Sent", deposit: "Top-up undone", withdrawal: "Withdrawal" },
  },
} as const;

export const textsOf = (language: Locale) => TEXTS[language];

/** `2026-11-20 14:31:05` in Asia/Seoul. */
export function kstMoment(at: Date): string {
  return new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}

export function toCells(record: TransactionRecord, language: Locale): Cells {
  const { movement, direction, counterparty, memo, balanceAfter, root } = record;
  const words: Readonly<Record<string, string>> = TEXTS[language][direction];
  return [
    kstMoment(movement.recordedAt),
    words[movement.kind] ?? movement.kind,
    [counterparty.name[language], counterparty.accountNumber].filter(Boolean).join(" "),
    memo,
    direction === "in" ? movement.amount : null,
    direction === "out" ? movement.amount : null,
    balanceAfter,
    root,
  ];
}

/** The same in each format: what was there before, every movement, what it came to. */
export async function* withTotals(head: StatementHead, rows: RowBatches): AsyncGenerator<readonly Cells[]> {
  const texts = textsOf(head.language);
  yield [[head.from, texts.opening, null, null, null, null, head.opening, null]];
  yield* rows;
  yield [[head.to, texts.total, null, null, head.totalIn, head.totalOut, head.closing, null]];
}
