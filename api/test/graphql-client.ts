import { expect } from "vitest";

export interface GraphQLAnswer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
  data?: any;
  errors?: Array<{
    message: string;
    path?: unknown[];
    extensions: { code: string; field?: string; requestId: string };
  }>;
}

/** A client as simple as a person with fetch: one token, its cookies, one language. */
export class GraphQLClient {
  token: string | null = null;
  cookie: string | null = null;
  language = "ko";

  constructor(
    readonly url: string,
    /** With every request. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async ask(query: string, variables: unknown = {}, headers: Record<string, string> = {}): Promise<GraphQLAnswer> {
    return this.post(JSON.stringify({ query, variables }), headers);
  }

  /** Asks, and expects an answer without errors. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
  async data(query: string, variables: unknown = {}): Promise<any> {
    const { errors, data } = await this.ask(query, variables);
    expect(errors, JSON.stringify(errors)).toBeUndefined();
    return data;
  }

  async post(body: string, headers: Record<string, string> = {}): Promise<GraphQLAnswer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "accept-language": this.language,
        ...this.headers,
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...headers,
      },
    });
    this.keep(response.headers.getSetCookie());
    const text = await response.text();
    return { status: response.status, headers: response.headers, ...(text ? JSON.parse(text) : {}) };
  }

  /** What the first message of a socket shows. */
  connectionParams(_url = this.url): Record<string, unknown> {
    return { authorization: `Bearer ${this.token}` };
  }

  /** Asks with the token alone, and keeps nothing of what comes back beside the answer. */
  async peek(query: string, variables: unknown = {}): Promise<GraphQLAnswer> {
    const { cookie } = this;
    this.cookie = null;
    const answer = await this.ask(query, variables);
    this.cookie = cookie;
    return answer;
  }

  /** As a browser does, whatever may be said beside the values. */
  private keep(set: readonly string[]): void {
    const jar = new Map(
      (this.cookie ?? "")
        .split("; ")
        .filter(Boolean)
        .map((each) => [each.split("=")[0], each]),
    );
    for (const each of set.map((text) => text.split(";")[0] as string)) jar.set(each.split("=")[0], each);
    this.cookie = [...jar.values()].join("; ") || null;
  }
}
