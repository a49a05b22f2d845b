import fc from "fast-check";
import type { Credentials } from "../../src/modules/auth/session.service.js";
import type { UserId } from "../../src/shared/ids.js";
import { type Member, startTestApi, type TestApi } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { type IdentityOff, takeIdentityOff } from "./identity-off.js";
import { prove } from "./proof.js";

/** What can happen to a session whose cookie somebody else may have copied. */
type Event =
  | { type: "victim" }
  /** Tabs of one browser that continue at once. */
  | { type: "tabs"; count: number }
  /** The server has continued the session; the browser never hears of it and keeps what it had. */
  | { type: "answer lost" }
  | { type: "stolen" }
  | { type: "thief" }
  /** Victim and thief in the same moment. */
  | { type: "both" }
  /** Longer than a lost answer may take. */
  | { type: "later" };

const legitimate: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ type: "victim" } as const) },
  { weight: 2, arbitrary: fc.integer({ min: 2, max: 6 }).map((count) => ({ type: "tabs", count }) as const) },
  { weight: 2, arbitrary: fc.constant({ type: "answer lost" } as const) },
  { weight: 2, arbitrary: fc.constant({ type: "later" } as const) },
);
const theft: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: legitimate },
  { weight: 2, arbitrary: fc.constantFrom<Event>({ type: "stolen" }, { type: "thief" }, { type: "both" }) },
);
const story = fc.oneof(
  fc.array(legitimate, { minLength: 4, maxLength: 12 }),
  fc.array(theft, { minLength: 3, maxLength: 11 }).map((events) => [{ type: "stolen" } as const, ...events]),
);

const REFRESH = `mutation { refreshSession { __typename ... on AuthPayload { accessToken } ... on UserError { code } } }`;

/** What RFC 9700 asks for, told with numbers instead of tokens: the nth was followed by the one after it. */
class Family {
  newest = 0;
  isOver = false;
  private isRecent = false;

  /** @returns what the holder of the nth token is given; null is the end of the session */
  show(nth: number): number | null {
    if (this.isOver) return null;
    if (nth === this.newest) {
      this.isRecent = true;
      return ++this.newest;
    }
    if (nth === this.newest - 1 && this.isRecent) return this.newest;
    this.isOver = true;
    return null;
  }

  later(): void {
    this.isRecent = false;
  }
}

/** A browser, or somebody with what a browser held. */
interface Holder {
  cookie: string;
  nth: number;
  accessToken: string;
}

class Story {
  readonly problems: string[] = [];
  readonly met = { rotated: 0, repeated: 0, "reuse found": 0, "tabs at once": 0, "thief came first": 0, theft: 0 };
  private readonly family = new Family();
  /** By number, as the server gave them. */
  private readonly cookies: string[];
  private readonly victim: Holder;
  private thief: Holder | null = null;

  constructor(
    private readonly api: TestApi,
    private readonly session: Credentials,
  ) {
    const { accessToken, refreshToken } = session;
    this.victim = { cookie: `chickpay-refresh=${refreshToken}`, nth: 0, accessToken };
    this.cookies = [this.victim.cookie];
  }

  async tell(events: readonly Event[]): Promise<void> {
    for (const event of events) {
      if (event.type === "later") await this.later();
      else if (event.type === "stolen") this.thief = { ...this.victim };
      else if (event.type === "victim") await this.show([this.victim]);
      else if (event.type === "answer lost") await this.show([{ ...this.victim }]);
      else if (event.type === "tabs") {
        this.met["tabs at once"]++;
        const tabs = Array.from({ length: event.count }, () => ({ ...this.victim }));
        await this.show(tabs);
        Object.assign(this.victim, tabs.at(-1));
      } else if (this.thief) await this.show(event.type === "both" ? [this.victim, this.thief] : [this.thief]);
    }
    await this.end();
  }

  /** Each shows the cookie that it has, all at once. */
  private async show(holders: Holder[]): Promise<void> {
    const wasOver = this.family.isOver;
    // Those that show the same token are told the same; of different ones the order decides.
    const isOneToken = new Set(holders.map((each) => each.nth)).size === 1;
    const answers = isOneToken
      ? await Promise.all(holders.map((each) => this.refresh(each)))
      : [await this.refresh(holders[0] as Holder), await this.refresh(holders[1] as Holder)];
    for (const [i, holder] of holders.entries()) {
      const before = this.family.newest;
      const expected = this.family.show(holder.nth);
      const { cookie, accessToken } = answers[i] as { cookie: string | null; accessToken: string | null };
      if ((expected === null) !== (accessToken === null)) {
        this.problems.push(
          expected === null ? "a used token continued the session" : "an honest browser was turned away",
        );
        continue;
      }
      if (expected === null) {
        if (!wasOver) this.met["reuse found"]++;
        continue;
      }
      if (this.family.newest > before) {
        this.met.rotated++;
        if (holder === this.thief) this.met["thief came first"]++;
      } else this.met.repeated++;
      this.cookies[expected] ??= cookie ?? "";
      if (this.cookies[expected] !== cookie) this.problems.push("one token had two successors");
      Object.assign(holder, { nth: expected, cookie, accessToken });
    }
  }

  private async refresh({ cookie }: Holder) {
    const client = new GraphQLClient(this.api.url);
    client.cookie = cookie;
    const { refreshSession } = await client.data(REFRESH);
    const accessToken: string | null = refreshSession.accessToken ?? null;
    return { cookie: accessToken && client.cookie, accessToken };
  }

  private async later(): Promise<void> {
    this.family.later();
    await this.api.owner.query(
      `UPDATE refresh_tokens SET used_at = used_at - interval '11 seconds'
       WHERE session_id = $1 AND used_at IS NOT NULL`,
      [this.session.sessionId],
    );
  }

  /** Whatever came before: once both have gone on by themselves, nobody is let in, not even with what is still fresh. */
  private async end(): Promise<void> {
    if (this.thief) {
      this.met.theft++;
      await this.later();
      await this.show([this.thief]);
      await this.later();
      await this.show([this.victim]);
      // A thief who stole the victim's token and went on first has it ended by the victim, and the other way round.
      await this.later();
      await this.show([this.thief]);
      if (!this.family.isOver) this.problems.push("the story does not end the session");
    }
    for (const holder of [this.victim, this.thief]) {
      if (!holder) continue;
      const client = new GraphQLClient(this.api.url);
      client.token = holder.accessToken;
      const isLetIn = (await client.ask("{ me { id } }")).data?.me?.id === this.session.user.id;
      if (isLetIn === this.family.isOver) {
        this.problems.push(isLetIn ? "an access token outlives its session" : "an honest access token is refused");
      }
    }
    const { rows } = await this.api.owner.query(
      `SELECT count(*)::int AS count FROM audit_events WHERE session_id = $1 AND action = 'session.reused_token'`,
      [this.session.sessionId],
    );
    if (rows[0].count !== (this.family.isOver ? 1 : 0)) this.problems.push("the audit log tells it differently");
  }
}

/** A log-in without its slow hashing, which has proofs of its own. */
async function openSession(api: TestApi, member: Member): Promise<Credentials> {
  const { users, sessions } = api.application.services;
  const user = await users.get(member.userId as UserId);
  return sessions.open(user, ["PASSWORD"], { address: "127.0.0.1", userAgent: null, sessionId: null, requestId: "" });
}

prove<IdentityOff>(
  "A6",
  "a copied refresh token ends the session; lost answers and many tabs do not",
  { small: 50, redWithout: { "forgive-reuse": 20, "no-grace": 10, "long-grace": 20 } },
  async ({ count, random, without }) => {
    const api = await startTestApi();
    try {
      await takeIdentityOff(api, without);
      const member = await api.member();
      const rare: Record<string, number> = {};
      const property = fc.asyncProperty(story, async (events) => {
        const told = new Story(api, await openSession(api, member));
        await told.tell(events);
        for (const [what, times] of Object.entries(told.met)) rare[what] = (rare[what] ?? 0) + times;
        if (told.problems.length > 0) throw new Error(told.problems[0]);
      });
      const seed = Math.floor(random() * 2 ** 31);
      const result = await fc.check(property, { seed, numRuns: count, endOnFailure: without !== undefined });
      const problems = result.failed
        ? [`${result.errorInstance} after ${JSON.stringify(result.counterexample?.[0])}`]
        : [];
      return { rare: { stories: result.numRuns, ...rare }, problems };
    } finally {
      await api.close();
    }
  },
);
