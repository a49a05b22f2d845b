import type { Locale } from "../../graphql/texts.js";

/** What a mail says, apart from how it looks. */
export interface MailContent {
  subject: string;
  /** One sentence in large type. */
  title: string;
  paragraphs: readonly string[];
  /** Shown by itself, large enough to be copied by eye. */
  code?: string;
  /** Small print: what to do if this was not you. */
  note: string;
}

const BRAND = { ko: "칙페이", en: "Chickpay" } as const;

export function asText({ title, paragraphs, code, note }: MailContent, language: Locale): string {
  return [title, ...(code ? [code] : []), ...paragraphs, note, `– ${BRAND[language]}`].join("\n\n").concat("\n");
}

// Mail programs know no variables and few style sheets: the light colours of the app, written beside each element.
const INK = "#12151c";
const MUTED = "#5a5f69";
const FACE = "font-family:Pretendard,-apple-system,'Apple SD Gothic Neo','Malgun Gothic',Roboto,sans-serif";

/** One column on white, a yolk beside the name, and the code in a quiet box. */
export function asHtml({ subject, title, paragraphs, code, note }: MailContent, language: Locale): string {
  const paragraph = (text: string) =>
    `<p style="margin:0 0 12px;font-size:16px;line-height:1.6;color:${INK}">${escapeHtml(text)}</p>`;
  const box = (text: string) =>
    `<p style="margin:0 0 20px;padding:18px 20px;border-radius:14px;background:#efefeb;font-size:32px;font-weight:700;letter-spacing:6px;color:${INK}">${escapeHtml(text)}</p>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#f6f6f3"><div lang="${language}" style="max-width:480px;margin:0 auto;padding:32px 24px;background:#ffffff;${FACE};word-break:keep-all;overflow-wrap:break-word">
<p style="margin:0 0 28px;font-size:17px;font-weight:800;color:${INK}"><span style="display:inline-block;width:14px;height:14px;margin-right:8px;border-radius:50%;background:#ffc22e;vertical-align:-1px"></span>${BRAND[language]}</p>
<h1 style="margin:0 0 20px;font-size:24px;line-height:1.35;font-weight:700;color:${INK}">${escapeHtml(title)}</h1>
${code ? box(code) : ""}${paragraphs.map(paragraph).join("\n")}
<p style="margin:20px 0 0;padding-top:16px;border-top:1px solid #e5e5df;font-size:13px;line-height:1.6;color:${MUTED}">${escapeHtml(note)}</p>
</div></body></html>
`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
