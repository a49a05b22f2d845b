import { Zip, ZipDeflate } from "fflate";
import { type Cell, type Cells, type RowBatches, type StatementHead, textsOf, withTotals } from "./statement.rows.js";

/** More digits than a spreadsheet's number keeps; such an amount is written as text, whole. */
const EXACT_MAX = 999_999_999_999_999n;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const [BOLD, AMOUNT] = [1, 2];
const LETTERS = "ABCDEFGH";
const WIDTHS = [20, 14, 24, 24, 14, 14, 16, 38];

/**
 * An Office Open XML workbook of one sheet, written as it goes: a library would hold all cells until the end. Texts are
 * inline strings, which are never formulas; amounts are numbers.
 */
export async function* asXlsx(head: StatementHead, rows: RowBatches): AsyncGenerator<Buffer> {
  const written: Buffer[] = [];
  const zip = new Zip((error, data) => {
    if (error) throw error;
    written.push(Buffer.from(data));
  });
  const add = (name: string) => {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = head.madeAt;
    zip.add(file);
    return (text: string, isLast = false) => file.push(Buffer.from(text), isLast);
  };
  const texts = textsOf(head.language);
  for (const [name, text] of Object.entries(frame(texts.title))) add(name)(XML + text, true);
  const sheet = add("xl/worksheets/sheet1.xml");
  const columns = WIDTHS.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  ).join("");
  sheet(
    `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"
      activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>`,
  );
  let row = 1;
  sheet(rowOf(texts.columns, row, BOLD));
  for await (const batch of withTotals(head, rows)) {
    sheet(batch.map((cells) => rowOf(cells, ++row)).join(""));
    yield* written.splice(0);
  }
  sheet("</sheetData></worksheet>", true);
  zip.end();
  yield* written.splice(0);
}

function rowOf(cells: Cells | readonly string[], row: number, style = 0): string {
  return `<row r="${row}">${cells.map((cell, column) => cellOf(cell, `${LETTERS[column]}${row}`, style)).join("")}</row>`;
}

function cellOf(cell: Cell, at: string, style: number): string {
  if (cell === null) return "";
  if (typeof cell === "bigint" && cell <= EXACT_MAX && cell >= -EXACT_MAX)
    return `<c r="${at}" s="${AMOUNT}"><v>${cell}</v></c>`;
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${asText(String(cell))}</t></is></c>`;
}

/** Control characters are no XML; inputs refuse them, older rows may not have. */
function asText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
  );
}

/** All but the sheet. */
function frame(title: string): Record<string, string> {
  const part = (name: string, type: string) =>
    `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const font = (inside: string) => `<font>${inside}<sz val="11"/><name val="Malgun Gothic"/></font>`;
  return {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels"
      ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"
      ContentType="application/xml"/>${part("/xl/workbook.xml", "sheet.main")}${part("/xl/styles.xml", "styles")}${part("/xl/worksheets/sheet1.xml", "worksheet")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1"
      Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${asText(title)}" sheetId="1"
      r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1"
      Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles"
      Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet xmlns="${MAIN}"><fonts count="2">${font("")}${font("<b/>")}</fonts><fills count="2"><fill><patternFill
      patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs
      count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0"
      fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf
      numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
}
