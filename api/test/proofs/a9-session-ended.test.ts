import { type Member, PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { askLogIn } from "../second-factor.js";
import { prove } from "./proof.js";
import { afterlifeOf, slowest, socketsOf } from "./session-end.js";

type Deafness = "deaf" | "forget-nothing";

const NEW_PASSWORD = "an entirely new phrase 77";

/** Ways in which a member, at one device, ends what another one holds. */
const ENDS: Readonly<Record<string, (owner: GraphQLClient, other: GraphQLClient) => Promise<unknown>>> = {
  "log-out": (_owner, other) => other.data("mutation { logOut }"),
  "password change": (owner) =>
    owner.data(`mutation ($i: ChangePasswordInput!) { changePassword(input: $i) { __typename } }`, {
      i: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
    }),
  "ended from another device": async (owner) => {
    const { security } = await owner.data("{ security { sessions { id current } } }");
    const { id } = security.sessions.find((each: { current: boolean }) => !each.current);
    return owner.data(`mutation ($i: EndSessionInput!) { endSession(input: $i) { __typename } }`, {
      i: { sessionId: id },
    });
  },
  "all others ended": (owner) => owner.data("mutation { endOtherSessions { __typename } }"),
  "membership closed": (owner) =>
    owner.data(`mutation ($i: CloseMembershipInput!) { closeMembership(input: $i) { __typename } }`, {
      i: { password: PASSWORD },
    }),
};

/** The other device: logged in, with a socket at either process. */
async function device(api: TestApi, urls: readonly string[], member: Member) {
  const client = api.client();
  client.token = (await askLogIn(api, member, client)).accessToken;
  return { client, sockets: await socketsOf(client, urls) };
}

prove<Deafness>(
  "A9",
  "a session that has ended is over within a second, at every process",
  { small: 5, share: 0.005, redWithout: { deaf: 1, "forget-nothing": 1 } },
  async ({ count, without }) => {
    const api = await startTestApi();
    const second = await api.another();
    try {
      const problems: string[] = [];
      const { sessions } = api.application.services;
      if (without === "deaf") second.application.services.sessions.hearOfEnded = async () => undefined;
      if (without === "forget-nothing") sessions.forget = () => undefined;
      const rare: Record<string, number> = { "sockets closed": 0, "refused at another process": 0 };
      let slowestMs = 0;
      const urls = [api.url, second.url];
      const names = Object.keys(ENDS);
      for (let i = 0; i < count; i++) {
        const name = names[i % names.length] as string;
        const member = await api.member();
        const { client, sockets } = await device(api, urls, member);
        const cookie = client.cookie;
        if (sockets.length !== 2) problems.push(`${name}: a socket was not taken`);
        const asks = urls.map((url) => {
          const asking = new GraphQLClient(url);
          asking.token = client.token;
          return asking;
        });
        // Both processes believe the token already.
        for (const each of asks) await each.data("{ me { id } }");
        const isLetIn = asks.map((each) => async () => (await each.ask("{ me { id } }")).data?.me?.id !== undefined);
        const lives = await afterlifeOf(isLetIn, sockets, async () => ENDS[name]?.(member.client, client));
        slowestMs = Math.max(slowestMs, slowest(name, lives, problems));
        const refreshing = new GraphQLClient(second.url);
        refreshing.cookie = cookie;
        const { refreshSession } = await refreshing.data("mutation { refreshSession { __typename } }");
        if (refreshSession.__typename !== "SessionExpired") problems.push(`${name}: the refresh token lives on`);
        rare["sockets closed"] = (rare["sockets closed"] ?? 0) + lives.sockets.filter((ms) => ms !== null).length;
        if (lives.tokens[1] !== null)
          rare["refused at another process"] = (rare["refused at another process"] ?? 0) + 1;
      }
      return {
        rare: { ...rare, ways: Math.min(count, names.length) },
        figures: { "slowest ms": Math.round(slowestMs) },
        problems,
      };
    } finally {
      await second.stop();
      await api.close();
    }
  },
);
