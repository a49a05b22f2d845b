import { type Member, startTestApi } from "../api-harness.js";
import { appointed, changeRole, lockMember, logInWithKey, type Staff, standingOf } from "../staff.js";
import { prove } from "./proof.js";
import { afterlifeOf, slowest, socketsOf } from "./session-end.js";

type Deafness = "deaf" | "role-in-memory";

/** Ways in which the staff change how somebody stands. */
const CHANGES: Readonly<Record<string, (by: Staff, who: Member) => Promise<unknown>>> = {
  "an operator becomes a member": (by, who) => changeRole(by.client, who.email, "MEMBER"),
  "an operator becomes an administrator": (by, who) => changeRole(by.client, who.email, "ADMINISTRATOR"),
  "an operator is locked": (by, who) => lockMember(by.client, who.email),
};

prove<Deafness>(
  "Z3",
  "another role, or a lock, is felt within a second, at every process and on open sockets",
  { small: 3, share: 0.002, redWithout: { deaf: 1, "role-in-memory": 1 } },
  async ({ count, without }) => {
    const api = await startTestApi();
    const second = await api.another();
    try {
      const problems: string[] = [];
      const rare = { "sockets closed": 0, "rights gone at once": 0, "rights given by a new log-in": 0 };
      let slowestMs = 0;
      const urls = [api.url, second.url];
      const names = Object.keys(CHANGES);
      const { sessions, users } = second.application.services;
      if (without === "deaf") sessions.hearOfEnded = async () => undefined;
      if (without === "role-in-memory") {
        const find = users.find.bind(users);
        const known = new Map<string, Awaited<ReturnType<typeof find>>>();
        users.find = async (id, tx) => known.get(id) ?? known.set(id, await find(id, tx)).get(id) ?? null;
        sessions.hearOfEnded = async () => undefined;
        sessions.isStrong = async () => true;
      }
      const administrator = await appointed(api, "administrator");
      for (let i = 0; i < count; i++) {
        const name = names[i % names.length] as string;
        const [operator, victim] = [await appointed(api, "operator"), await api.member()];
        const elsewhere = operator.client.at(second.url);
        const sockets = await socketsOf(operator.client, urls);
        if (sockets.length !== 2) problems.push(`${name}: a socket was not taken`);
        const mayLook = (staff: typeof elsewhere) => async () =>
          (await standingOf(staff, victim.email)).data?.memberStanding?.id === victim.userId;
        if (!(await mayLook(elsewhere)())) problems.push(`${name}: an operator has no rights`);

        let isOver = false;
        const lives = await afterlifeOf([mayLook(operator.client), mayLook(elsewhere)], sockets, async () => {
          await CHANGES[name]?.(administrator, operator);
          // The right hangs on the row, whatever the process has heard of yet.
          isOver = !(await mayLook(elsewhere)());
        });
        if (isOver) rare["rights gone at once"]++;
        else problems.push(`${name}: the rights live on`);
        slowestMs = Math.max(slowestMs, slowest(name, lives, problems));
        rare["sockets closed"] += lives.sockets.filter((ms) => ms !== null).length;

        if (name.endsWith("administrator")) {
          const again = await logInWithKey(api, operator);
          const done = await lockMember(again, victim.email);
          if (done.data?.lockMember?.__typename === "StandingChanged") rare["rights given by a new log-in"]++;
        }
      }
      if (count < names.length) rare["rights given by a new log-in"] = 1;
      return { rare, figures: { "slowest ms": Math.round(slowestMs) }, problems };
    } finally {
      await second.stop();
      await api.close();
    }
  },
);
