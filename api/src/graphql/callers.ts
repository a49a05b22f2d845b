import type { IncomingMessage } from "node:http";
import type { Config } from "../config.js";
import type { AccessTokenService, KeyProofService } from "../modules/auth/index.js";
import { KeyProofError } from "../shared/errors.js";
import type { Caller, Context } from "./context.js";

/** What a request, or the first message of a socket, shows of who sends it. */
export interface Shown {
  authorization: unknown;
  /** A proof of a key (DPoP). */
  proof: unknown;
  address: string;
}

export type Known = Pick<Context, "caller" | "tokenRefused" | "proofKey">;

/** Finds out who asks. */
export class Callers {
  constructor(
    private readonly accessTokens: AccessTokenService,
    private readonly keyProofs: KeyProofService,
    private readonly config: Config,
  ) {}

  /**
   * A token that is bound to a key counts with a proof of that key alone, under its own scheme; a proof without a token
   * tells which key a new session is to be bound to.
   * @throws KeyProofError
   */
  async identify({ authorization, proof, address }: Shown, request: IncomingMessage): Promise<Known> {
    const [scheme, token] = credentialsOf(authorization);
    const isBound = scheme === "dpop";
    if (isBound && typeof proof !== "string") throw new KeyProofError("REQUIRED");
    // Whose the token is counts what may be kept of the proof; only what is said below lets anybody in.
    const boundTo = isBound ? (await this.accessTokens.verify(token))?.boundTo : undefined;
    const proofKey =
      typeof proof === "string"
        ? await this.keyProofs.take(proof, {
            method: request.method ?? "",
            url: this.urlOf(request),
            address,
            accessToken: isBound ? token : undefined,
            boundTo,
          })
        : null;
    // Last, so that a session that ends while the proof is written down is over for this request too.
    const claims = token ? await this.accessTokens.verify(token) : null;
    const isTheirs = isBound ? claims?.boundTo === proofKey : claims?.boundTo === null;
    const caller: Caller | null = claims && isTheirs ? claims : null;
    return { caller, tokenRefused: authorization !== undefined && !caller, proofKey };
  }

  /** Whether the session still stands at this very moment. */
  stands({ sessionId }: Caller): boolean {
    return !this.accessTokens.isRevoked(sessionId);
  }

  /** What the next proof must contain. */
  nonce(): string {
    return this.keyProofs.nonce();
  }

  /** As clients know it, whatever proxies have made of it. */
  private urlOf({ headers }: IncomingMessage): string {
    const { PUBLIC_URL } = this.config;
    return `${PUBLIC_URL ? new URL(PUBLIC_URL).origin : `http://${headers.host}`}/graphql`;
  }
}

/** Scheme and token; any other scheme has no token that we could believe. */
function credentialsOf(authorization: unknown): [scheme: string, token: string] {
  const [, scheme = "", token = ""] = /^(Bearer|DPoP) +(\S+)$/i.exec(String(authorization ?? "")) ?? [];
  return [scheme.toLowerCase(), token];
}
