import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import { characters } from "../../shared/input.js";
import { type Cells, kstMoment, type RowBatches, type StatementHead, textsOf, withTotals } from "./statement.rows.js";

/** Only the letters that are used go into the file. */
const font = (weight: string) =>
  fileURLToPath(import.meta.resolve(`pretendard/dist/public/static/alternative/Pretendard-${weight}.ttf`));

const [WIDTH, HEIGHT, MARGIN] = [595, 842, 36];
const ROW = 17;
const HEAD_HEIGHT = 158;
const BOTTOM = HEIGHT - 56;
const [SIZE, SMALL_SIZE] = [7.5, 6];
const [INK, MUTED, LINE] = ["#14171f", "#5b6270", "#d9dbd4"];
/** The number of a movement has no room on paper; its time and balance name it. */
const COLUMNS = [
  { width: 92, right: false },
  { width: 56, right: false },
  { width: 122, right: false },
  { width: 79, right: false },
  { width: 56, right: true },
  { width: 56, right: true },
  { width: 62, right: true },
] as const;

const perPage = (top: number) => Math.floor((BOTTOM - top - ROW) / ROW);
const FIRST_PAGE_ROWS = perPage(MARGIN + HEAD_HEIGHT);
const PAGE_ROWS = perPage(MARGIN);

/** Pages of A4. Each is written out as soon as it is full, so how many there will be is reckoned before. */
export async function* asPdf(head: StatementHead, rows: RowBatches): AsyncGenerator<Buffer> {
  const texts = textsOf(head.language);
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    autoFirstPage: false,
    lang: head.language === "ko" ? "ko-KR" : "en",
    info: { Title: texts.title, Producer: "Chickpay", Creator: "Chickpay", CreationDate: head.madeAt },
  });
  const written: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => written.push(chunk));
  const ended = once(doc, "end");
  doc.registerFont("regular", font("Regular"));
  doc.registerFont("bold", font("Bold"));

  const lines = head.count + 2;
  const pages = 1 + Math.max(0, Math.ceil((lines - FIRST_PAGE_ROWS) / PAGE_ROWS));
  let page = 0;
  let left = 0;
  let y = 0;
  for await (const batch of withTotals(head, rows)) {
    for (const cells of batch) {
      if (left === 0) {
        doc.addPage();
        page++;
        y = page === 1 ? drawHead(doc, head) : MARGIN;
        drawRow(doc, texts.columns as unknown as Cells, y, "bold", MUTED);
        drawFoot(doc, `${page} / ${pages}`);
        y += ROW;
        left = page === 1 ? FIRST_PAGE_ROWS : PAGE_ROWS;
        yield* written.splice(0);
        // Setting a page takes some milliseconds, in which payments wait: they come first now.
        await nextTurn();
      }
      const isSum = cells[7] === null;
      drawRow(doc, cells, y, isSum ? "bold" : "regular", INK);
      y += ROW;
      left--;
    }
  }
  doc.end();
  await ended;
  yield* written;
}

type Doc = InstanceType<typeof PDFDocument>;

function drawHead(doc: Doc, head: StatementHead): number {
  const texts = textsOf(head.language);
  const won = (amount: bigint) => (head.language === "ko" ? `${grouped(amount)}원` : `₩${grouped(amount)}`);
  doc.font("bold").fontSize(20).fillColor(INK).text(texts.title, MARGIN, MARGIN, { lineBreak: false });
  const facts = [
    [texts.holder, head.holder],
    [texts.account, head.accountNumber],
    [texts.period, `${head.from} ~ ${head.to}`],
    [texts.madeAt, kstMoment(head.madeAt)],
    [texts.opening, won(head.opening)],
    [texts.totalIn, won(head.totalIn)],
    [texts.totalOut, won(head.totalOut)],
    [texts.closing, won(head.closing)],
  ] as const;
  for (const [index, [label, value]] of facts.entries()) {
    const x = MARGIN + (index < 4 ? 0 : 280);
    const y = MARGIN + 40 + (index % 4) * 22;
    doc
      .font("regular")
      .fontSize(9)
      .fillColor(MUTED)
      .text(label, x, y + 1, { lineBreak: false });
    const text = fit(doc.font("bold").fontSize(10), value, 190);
    doc.fillColor(INK).text(text, x + 76, y, { lineBreak: false });
  }
  return MARGIN + HEAD_HEIGHT;
}

function drawRow(doc: Doc, cells: Cells, y: number, weight: "regular" | "bold", colour: string): void {
  doc.font(weight).fillColor(colour);
  let x = MARGIN;
  for (const [index, { width, right }] of COLUMNS.entries()) {
    const cell = cells[index] ?? null;
    doc.fontSize(SIZE);
    if (typeof cell === "bigint" || right) {
      // An amount is never cut: a long one is set smaller.
      const text = typeof cell === "bigint" ? grouped(cell) : (cell ?? "");
      const wide = doc.widthOfString(text);
      if (wide > width - 2) doc.fontSize((SIZE * (width - 2)) / wide);
      doc.text(text, x + width - doc.widthOfString(text), y + 4, { lineBreak: false });
    } else if (cell !== null) drawText(doc, cell, { x, y, width: width - 6 });
    x += width;
  }
  doc
    .moveTo(MARGIN, y + ROW)
    .lineTo(WIDTH - MARGIN, y + ROW)
    .lineWidth(0.5)
    .strokeColor(LINE)
    .stroke();
}

/** What is too long for a line is set in two smaller ones, so that a name or memo of usual length is all there. */
function drawText(doc: Doc, given: string, { x, y, width }: { x: number; y: number; width: number }): void {
  const text = printable(given);
  if (doc.widthOfString(text) <= width) {
    doc.text(text, x, y + 4, { lineBreak: false });
    return;
  }
  doc.fontSize(SMALL_SIZE);
  const first = beginning(doc, text, width);
  doc.text(first, x, y + 1.5, { lineBreak: false });
  const rest = fit(doc, text.slice(first.length).trimStart(), width);
  if (rest) doc.text(rest, x, y + 9, { lineBreak: false });
}

/** The letters that we have are not pictures: a place is kept for each, where else nothing would be seen. */
function printable(text: string): string {
  return characters(text)
    .map((each) => (/\p{Emoji_Presentation}|\ufe0f/u.test(each) ? "□" : each))
    .join("");
}

function drawFoot(doc: Doc, text: string): void {
  doc.font("regular").fontSize(8).fillColor(MUTED);
  doc.text("Chickpay", MARGIN, HEIGHT - 40, { lineBreak: false });
  doc.text(text, WIDTH - MARGIN - doc.widthOfString(text), HEIGHT - 40, { lineBreak: false });
}

function fit(doc: Doc, text: string, width: number): string {
  if (doc.widthOfString(text) <= width) return text;
  return `${beginning(doc, text, width - doc.widthOfString("…"))}…`;
}

/** As much of it as there is room for, and a letter at least. */
function beginning(doc: Doc, text: string, width: number): string {
  const letters = characters(text);
  while (letters.length > 1 && doc.widthOfString(letters.join("")) > width) letters.pop();
  return letters.join("");
}

const format = new Intl.NumberFormat("en-US");
const grouped = (amount: bigint): string => format.format(amount);
