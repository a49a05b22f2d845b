import type { FastifyInstance, FastifyReply } from "fastify";
import { INLINE_STYLES } from "./graphql/guards.js";
import { type Locale, localeOf } from "./graphql/texts.js";
import { escapeHtml, type MailService, type ReceivedMail } from "./modules/mail/index.js";
import { isId } from "./shared/ids.js";

const LISTED_MAX = 100;

const TEXTS = {
  ko: {
    title: "개발용 메일함",
    lead: "SMTP_URL이 없어서 메일을 보내지 않고 여기에 모아요.",
    empty: "아직 온 메일이 없어요",
    emptyText: "회원가입이나 비밀번호 재설정으로 메일을 보내 보세요.",
    to: "받는 사람",
    at: "보낸 시각",
    back: "메일함으로",
    reload: "새로고침",
    app: "칙페이로",
    text: "글만 있는 본문",
    other: "English",
  },
  en: {
    title: "Development mailbox",
    lead: "There is no SMTP_URL, so mails are not sent: they are kept here.",
    empty: "No mail yet",
    emptyText: "Sign up or ask for a new password, and it comes here.",
    to: "To",
    at: "Sent at",
    back: "To the mailbox",
    reload: "Reload",
    app: "To Chickpay",
    text: "Plain text",
    other: "한국어",
  },
} as const;

/** Mails instead of a mail server, for developers. Plain pages without a script; called outside production alone. */
export function registerDevMailbox(app: FastifyInstance, mail: MailService): void {
  interface Asked {
    Querystring: { lang?: string };
    Params: { id: string };
  }
  app.get<Asked>("/dev/mailbox", async (request, reply) => {
    const language = localeOf(request.query.lang ?? request.headers["accept-language"]);
    return send(
      reply,
      language,
      TEXTS[language].title,
      "/dev/mailbox",
      list(await mail.received(LISTED_MAX), language),
    );
  });
  app.get<Asked>("/dev/mailbox/:id", async (request, reply) => {
    const language = localeOf(request.query.lang ?? request.headers["accept-language"]);
    const { id } = request.params;
    const found = isId(id) ? await mail.findReceived(id) : null;
    if (!found) return reply.redirect(`/dev/mailbox?lang=${language}`, 303);
    return send(reply, language, found.subject, `/dev/mailbox/${id}`, letter(found, language));
  });
}

function list(mails: ReceivedMail[], language: Locale): string {
  const t = TEXTS[language];
  const rows = mails.map(
    ({ id, subject, recipient, createdAt }) =>
      `<li><a href="/dev/mailbox/${id}?lang=${language}"><strong>${escapeHtml(subject)}</strong>
       <span>${escapeHtml(recipient)} · ${time(createdAt)}</span></a></li>`,
  );
  const empty = `<div class="empty"><h2>${t.empty}</h2><p>${t.emptyText}</p></div>`;
  return `<h1>${t.title}</h1><p class="lead">${t.lead}</p>
    <nav><a href="/dev/mailbox?lang=${language}">${t.reload}</a><a href="/">${t.app}</a></nav>
    ${rows.length > 0 ? `<ol>${rows.join("")}</ol>` : empty}`;
}

function letter({ subject, recipient, createdAt, text, html }: ReceivedMail, language: Locale): string {
  const t = TEXTS[language];
  // Our own template, in which every value is escaped: its body may stand inside this page.
  const body = /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? "";
  return `<nav><a href="/dev/mailbox?lang=${language}">${t.back}</a></nav>
    <h1>${escapeHtml(subject)}</h1>
    <dl><dt>${t.to}</dt><dd>${escapeHtml(recipient)}</dd><dt>${t.at}</dt><dd>${time(createdAt)}</dd></dl>
    <article>${body.replace(/<(\/?)h1/g, "<$1h2")}</article>
    <details><summary>${t.text}</summary><pre>${escapeHtml(text)}</pre></details>`;
}

function time(at: Date): string {
  const text = at.toLocaleString("sv-SE", { timeZone: "Asia/Seoul" });
  return `<time datetime="${at.toISOString()}">${text}</time>`;
}

function send(reply: FastifyReply, language: Locale, title: string, path: string, body: string): FastifyReply {
  const other = language === "ko" ? "en" : "ko";
  return reply
    .header("cache-control", "no-store")
    .headers(INLINE_STYLES)
    .type("text/html")
    .send(`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="icon" href="/icon.svg"><style>${STYLE}</style></head>
<body><main>${body}</main><footer><a href="${path}?lang=${other}" lang="${other}">${TEXTS[language].other}</a></footer></body></html>`);
}

const STYLE = `
:root { color-scheme: light dark; --bg: #f6f6f3; --surface: #fff; --muted: #efefeb; --ink: #12151c; --soft: #5a5f69; --line: #e5e5df; --focus: #2353c4 }
@media (prefers-color-scheme: dark) {
  :root { --bg: #0d0f13; --surface: #15181e; --muted: #262b34; --ink: #f3f2ed; --soft: #a5aab4; --line: #2a2f39; --focus: #8fb0ff }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--bg); color: var(--ink); font: 16px/1.55 Pretendard, -apple-system, "Apple SD Gothic Neo", "Malgun Gothic", Roboto, sans-serif; word-break: keep-all; overflow-wrap: anywhere }
main, footer { max-width: 560px; margin: 0 auto; padding: 28px 20px }
footer { padding-top: 0 }
h1 { margin: 8px 0 4px; font-size: 26px; line-height: 1.35 }
.lead, .empty p, dt, li span { color: var(--soft) }
.lead, .empty p { margin: 0 }
a { color: inherit; text-underline-offset: 3px }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
nav { display: flex; gap: 16px }
nav a, footer a { display: inline-flex; align-items: center; min-height: 44px }
ol { margin: 8px 0 0; padding: 0; overflow: hidden; border-radius: 20px; background: var(--surface); list-style: none }
li + li { border-top: 1px solid var(--line) }
li a { display: grid; padding: 14px 20px; text-decoration: none }
li a:hover { background: var(--muted) }
li span, dl { font-size: 14px }
.empty { margin-top: 8px; padding: 32px 20px; border-radius: 20px; background: var(--surface) }
.empty h2 { margin: 0 0 4px; font-size: 20px }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0 0 20px }
dd { margin: 0 }
time { white-space: nowrap }
article { overflow: hidden; border-radius: 20px; background: #fff }
summary { padding: 10px 0; cursor: pointer }
pre { margin: 0; padding: 16px 20px; border-radius: 20px; background: var(--surface); font: 14px/1.6 ui-monospace, monospace; white-space: pre-wrap }
`;
