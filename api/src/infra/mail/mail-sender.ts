import { createTransport, type Transporter } from "nodemailer";

export interface MailMessage {
  /** The same for every try, so that a mail server can see that it has the mail already. */
  id: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
}

/** What went wrong, without the server's sentence: that repeats addresses. */
export class MailRefusedError extends Error {
  constructor(
    readonly reason: string,
    /** The server will not take this mail whenever it is tried. */
    readonly isFinal: boolean,
  ) {
    super(reason);
  }
}

/** How mail leaves the house. */
export interface MailSender {
  /** @throws MailRefusedError */
  send(message: MailMessage): Promise<void>;
  close(): void;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** Of silence. */
const SOCKET_TIMEOUT_MS = 20_000;

/** Sends over SMTP, on a few connections that are kept. */
export class SmtpSender implements MailSender {
  private readonly transport: Transporter;

  /** @param url `smtp://` (STARTTLS when the server offers it) or `smtps://`, with user and password as needed */
  constructor(
    url: string,
    private readonly from: string,
  ) {
    this.transport = createTransport(
      {
        url,
        pool: true,
        maxConnections: 3,
        connectionTimeout: CONNECT_TIMEOUT_MS,
        greetingTimeout: CONNECT_TIMEOUT_MS,
        socketTimeout: SOCKET_TIMEOUT_MS,
        // A mail names neither a file nor an address to be fetched.
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      { from },
    );
  }

  async send({ id, recipient, subject, text, html }: MailMessage): Promise<void> {
    try {
      await this.transport.sendMail({
        messageId: `<${id}@${this.domain}>`,
        to: { name: "", address: recipient },
        subject,
        text,
        html,
        // No out-of-office answers, please (RFC 3834).
        headers: { "auto-submitted": "auto-generated" },
      });
    } catch (error) {
      const { responseCode, code } = error as { responseCode?: number; code?: string };
      // 5xx after the recipient was named is about this mail; before that it is about us, and may be mended.
      const isFinal = (responseCode ?? 0) >= 500 && (code === "EENVELOPE" || code === "EMESSAGE");
      throw new MailRefusedError(String(responseCode ?? code ?? "unknown").slice(0, 40), isFinal);
    }
  }

  close(): void {
    this.transport.close();
  }

  private get domain(): string {
    return /@([^\s<>@]+)>?\s*$/.exec(this.from)?.[1] ?? "localhost";
  }
}
