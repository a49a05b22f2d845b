import { randomUUID } from "node:crypto";
import type { GraphQLObjectType } from "graphql";
import { deposit, type Member, startTestApi, type TestApi, transfer } from "../api-harness.js";
import { mailsTo, requestCode } from "../mailbox.js";
import { SocketClient } from "../socket-client.js";
import { appointed, changeRole, lockMember, passwordLogIn, standingOf, unlockMember } from "../staff.js";
import { prove } from "./proof.js";
import { withoutIds } from "./schema-questions.js";

type Openness = "names-in-full" | "addresses-in-full" | "balances-for-all";

const PHONE = "+821087654321";
const PAGE = `edges { node { id amount counterparty counterpartyAccountNumber memo balanceAfter transferId } }`;
const MINE = `{ me { id name email phone accounts { id number balance nickname transactions(first: 50) { ${PAGE} } } }
  security { sessions { device maskedAddress } } logInHistory(first: 50) { edges { node { device maskedAddress } } } }`;

/** What somebody was shown, and what of it they had written themselves or may know. */
interface Seen {
  by: string;
  text: string;
  known?: readonly string[];
}

/** Makes a resolver forget to hide something. */
function open(type: GraphQLObjectType | null | undefined, field: string, shown: Record<string, unknown>): void {
  const found = type?.getFields()[field];
  const resolve = found?.resolve;
  if (!found || !resolve) throw new Error(`${field} is not there`);
  found.resolve = async (...question) => {
    const answer = await resolve(...question);
    return answer && Object.assign(answer, shown);
  };
}

async function everythingSeen(api: TestApi, victim: Member, transferAmount: bigint): Promise<Seen[]> {
  const seen: Seen[] = [];
  const note = (by: string, answer: unknown, known: readonly string[] = []) =>
    seen.push({ by, text: JSON.stringify(answer), known });
  const [payer, stranger] = [await api.member("박보낸이"), await api.member("최모른이")];
  const staff = { operator: await appointed(api, "operator"), administrator: await appointed(api, "administrator") };
  await deposit(payer, 5_000_000n);
  const socket = await SocketClient.forMember(api.url, payer.client.token);
  const watch = `subscription ($id: ID!) { balanceChanged(accountId: $id) { accountId balance available } }`;
  socket?.send({ id: "1", type: "subscribe", payload: { query: watch, variables: { id: payer.accountId } } });
  socket?.send({ id: "2", type: "subscribe", payload: { query: watch, variables: { id: victim.accountId } } });

  // Both directions, with a note for oneself and one for the other.
  const number = [victim.accountNumber];
  note("payer", await transfer(payer, victim, transferAmount, { memo: "내메모", recipientMemo: "네메모" }), number);
  note("payer", await transfer(payer, victim, 4_900_000n), number);
  await transfer(victim, payer, 1_234n, { memo: "비밀메모", recipientMemo: "고마워요" });
  await socket?.until(() => socket.messages.filter(({ type }) => type === "next").length >= 3);
  note("payer's socket", socket?.messages);
  socket?.close();
  const { data } = await payer.client.ask(MINE);
  note("payer", data, number);
  for (const { node } of data.me.accounts[0].transactions.edges) {
    const receipt = `query ($id: ID!) { transfer(id: $id) { recipientName senderName recipientMemo memo amount balanceAfter
      fromAccountNumber toAccountNumber } }`;
    if (!node.transferId) continue;
    note("payer's receipt", await payer.client.ask(receipt, { id: node.transferId }), number);
    note("stranger's receipt", await stranger.client.ask(receipt, { id: node.transferId }));
  }
  const lookUp = `query ($n: String!) { recipient(accountNumber: $n) { accountNumber maskedName kind } }`;
  note("stranger", await stranger.client.ask(lookUp, { n: victim.accountNumber }), number);
  note(
    "stranger",
    await stranger.client.ask(`query ($i: ID!) { account(id: $i) { balance number } }`, { i: victim.accountId }),
  );

  // Answers to who knows the address, and mails to who asks for somebody else's.
  const email = [victim.email];
  const signUp = `mutation ($i: SignUpInput!) { signUp(input: $i) { __typename ... on UserError { message } } }`;
  const input = { email: victim.email, password: "a long enough phrase 12", name: "가짜" };
  note("sign-up", await api.client().ask(signUp, { i: input }), email);
  for (const purpose of ["SIGN_UP", "PASSWORD_RESET"])
    note("code", await requestCode(api, victim.email, purpose), email);
  const move = `mutation ($i: RequestEmailChangeInput!) { requestEmailChange(input: $i) { __typename ... on UserError { message } } }`;
  note(
    "change",
    await stranger.client.ask(move, { i: { email: victim.email, password: "correct horse battery" } }),
    email,
  );
  note("stranger's mail", await mailsTo(api, stranger.email));

  for (const [rank, { client }] of Object.entries(staff)) {
    note(rank, await standingOf(client, victim.email));
    note(rank, await lockMember(client, victim.email));
    note("log-in of a locked member", await passwordLogIn(api, victim.email));
    note(rank, await unlockMember(client, victim.email));
    note(rank, await changeRole(client, victim.email, "MEMBER"));
    note(rank, await client.ask(MINE));
    note(rank, await client.ask(`query ($i: ID!) { account(id: $i) { balance number } }`, { i: victim.accountId }));
  }
  return seen;
}

prove<Openness>(
  "Z2",
  "what is another's is hidden or not there, whoever asks and on whatever way",
  { small: 2, share: 0.001, redWithout: { "names-in-full": 1, "addresses-in-full": 1, "balances-for-all": 1 } },
  async ({ count, random, without }) => {
    const api = await startTestApi();
    try {
      const problems: string[] = [];
      let looked = 0;
      let masked = 0;
      const query = api.application.schema.getQueryType();
      for (let i = 0; i < count; i++) {
        const name = `남궁소중${"가나다라마바사아자차"[Math.floor(random() * 10)]}`;
        const victim = await api.member(name);
        const agent = `Canary/${randomUUID()}`;
        await victim.client.data(`mutation ($i: ChangePhoneInput!) { changePhone(input: $i) { __typename } }`, {
          i: { password: "correct horse battery", phone: PHONE },
        });
        await deposit(victim, 777_123n);
        await victim.client.data(`mutation ($i: UpdateAccountInput!) { updateAccount(input: $i) { __typename } }`, {
          i: { accountId: victim.accountId, nickname: "비상금통장" },
        });
        await api.owner.query(`UPDATE sessions SET user_agent = $2 WHERE user_id = $1`, [victim.userId, agent]);
        if (without === "names-in-full") open(query, "recipient", { maskedName: name });
        if (without === "addresses-in-full") open(query, "memberStanding", { maskedEmail: victim.email });
        if (without === "balances-for-all") open(query, "transfer", { balanceAfter: 827_123n });
        const balances = ["777123", "827123", "825889"];
        const canaries = [
          name,
          name.slice(2),
          victim.email,
          victim.email.split("@")[0] as string,
          victim.accountNumber,
        ];
        const hidden = [
          ...canaries,
          ...balances,
          PHONE,
          "010-8765-4321",
          "87654321",
          "8765",
          "비상금통장",
          "비밀메모",
          agent,
        ];
        for (const { by, text: seen, known = [] } of await everythingSeen(api, victim, 50_000n)) {
          const text = withoutIds(seen, hidden);
          looked++;
          if (text.includes("*")) masked++;
          for (const canary of hidden) {
            if (text.includes(canary) && !known.some((each) => each.includes(canary)))
              problems.push(`${by} is told ${canaries.includes(canary) ? "who it is" : canary}`);
          }
        }
        await api.expectSoundBook();
      }
      return { rare: { looked, masked }, problems };
    } finally {
      await api.close();
    }
  },
);
