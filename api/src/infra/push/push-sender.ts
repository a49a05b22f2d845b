import webPush from "web-push";

/** By which push services know the application server (VAPID, RFC 8292): P-256, base64url. */
export interface PushKeys {
  publicKey: string;
  privateKey: string;
}

export function generatePushKeys(): PushKeys {
  return webPush.generateVAPIDKeys();
}

/** Where a browser is reached, and the keys for what it alone reads, as `PushSubscription.toJSON()` has them. */
export interface PushTarget {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export interface PushMessage {
  /** At most 3 kB. The push service sees its length alone. */
  payload: string;
  /** A later message of the same topic takes the place of one that waits. At most 32 characters of base64url. */
  topic: string;
  urgency: "normal" | "high";
  /** How long the service keeps it for a device that is off. */
  ttlSeconds: number;
}

/** The push service did not take a message. What it says names neither the address nor what was sent. */
export class PushRefusedError extends Error {
  constructor(
    host: string,
    readonly reason: string,
    /** Another try would be refused as well. */
    readonly isFinal: boolean,
  ) {
    super(`${host} did not take a message: ${reason}`);
  }
}

/** For the whole exchange. */
const TIMEOUT_MS = 10_000;
/** A service that is asked too much, or too slow itself; what is above is its own trouble. */
const FOR_NOW = new Set([408, 425, 429]);

/**
 * Sends messages to browsers through the services that their makers run (RFC 8030). Addresses come from members, so
 * nobody is asked but the hosts of the configuration, over TLS, at the ordinary port, and no redirect is followed.
 */
export class PushSender {
  constructor(
    private readonly keys: PushKeys,
    /** Whom a push service may ask about us: `mailto:` or `https:`. */
    private readonly subject: string,
    /** `host`, or `*.host` for all names below it; tests name the origin of a receiver of their own. */
    private readonly hosts: readonly string[],
  ) {}

  get publicKey(): string {
    return this.keys.publicKey;
  }

  /** Whether messages may go to this address. */
  reaches(endpoint: string): boolean {
    if (!URL.canParse(endpoint)) return false;
    const url = new URL(endpoint);
    if (url.username !== "" || url.password !== "") return false;
    if (this.hosts.includes(url.origin)) return true;
    if (url.protocol !== "https:" || url.port !== "") return false;
    return this.hosts.some((host) =>
      host.startsWith("*.") ? url.hostname.endsWith(host.slice(1)) : url.hostname === host,
    );
  }

  /**
   * @returns `gone` when nobody is there any more
   * @throws PushRefusedError
   */
  async send({ endpoint, p256dh, auth }: PushTarget, message: PushMessage): Promise<"sent" | "gone"> {
    // The configuration may have changed since the address was taken.
    if (!this.reaches(endpoint)) return "gone";
    const { host } = new URL(endpoint);
    const { body, headers } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, message.payload, {
      vapidDetails: { subject: this.subject, ...this.keys },
      contentEncoding: "aes128gcm",
      TTL: message.ttlSeconds,
      topic: message.topic,
      urgency: message.urgency,
    });
    let status: number;
    try {
      const answer = await fetch(endpoint, {
        method: "POST",
        headers: headers as Record<string, string>,
        body: new Uint8Array(body ?? []),
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      status = answer.status;
      await answer.body?.cancel();
    } catch (error) {
      const { name, cause } = error as Error;
      throw new PushRefusedError(host, (cause as NodeJS.ErrnoException | undefined)?.code ?? name, false);
    }
    if (status >= 200 && status < 300) return "sent";
    if (status === 404 || status === 410) return "gone";
    throw new PushRefusedError(host, String(status), status < 500 && !FOR_NOW.has(status));
  }
}
