import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import type { Member } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { asked } from "../money-requests.js";
import { gather, totalOf } from "../storm.js";
import { startTwoApis } from "../two-apis.js";
import { brokenRules } from "./ledger-history.js";
import { prove } from "./proof.js";
import { type Sabotage, sabotage } from "./sabotage.js";

/** As many as one member may ask for on a day. */
const EACH = 100;
const AMOUNT = 100;
/** One in ten asks for more than anybody has. */
const DEAR_EVERY = 10;
const DEAR = 900_000;
const MEMBERS_MIN = 4;
const AT_ONCE = 8;

/** What a database that answers at once hardly ever shows: a payment whose money has moved and whose row does not say so. */
const SLOW_TO_FINISH = `
  CREATE FUNCTION test_dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.5); RETURN NEW; END $$;
  CREATE TRIGGER test_dawdle BEFORE UPDATE ON money_request_payments FOR EACH ROW
    WHEN (NEW.state = 'paid') EXECUTE FUNCTION test_dawdle()`;

const STILL_MS = 1_000;

/** Payments whose money moved so long ago and that nothing says of; whoever still runs has ended theirs by then. */
const CAUGHT = `SELECT count(*)::int AS n FROM money_request_payments p
  JOIN movements m ON m.requester_id = p.request_id AND m.idempotency_key = p.payer_id || ' ' || p.attempt
  WHERE p.state = 'paying' AND m.recorded_at < clock_timestamp() - make_interval(secs => $1 / 1000.0)`;

type Answer = "paid" | "over" | "refused";
const ANSWERS: Readonly<Record<string, Answer>> = {
  PayRequestSuccess: "paid",
  MoneyRequestOver: "over",
  InsufficientFunds: "refused",
};

const PAY = `mutation ($i: PayRequestInput!) { payRequest(input: $i) { __typename } }`;

prove<Sabotage>(
  "S2",
  "money requests that several devices pay at once at two API processes, killed with -9 in between: each moves its money once",
  { small: 60, redWithout: { "no-key": 60 } },
  async ({ count, random, without }) => {
    const { servers, owner, ownerUrl, number, close } = await startTwoApis();
    const urls = servers.map((server) => server.url);
    let unanswered = 0;

    /** One device of a payer: asks under its key, wherever somebody answers, until it is told something definite. */
    const pay = async (payer: Member, linkToken: string): Promise<Answer> => {
      const input = { linkToken, fromAccountId: payer.accountId, idempotencyKey: randomUUID() };
      for (let attempt = 0; attempt < 600; attempt++) {
        const client = new GraphQLClient(urls[Math.floor(random() * urls.length)] as string);
        client.token = payer.client.token;
        const answer = await client.ask(PAY, { i: input }).catch(() => null);
        const told = ANSWERS[answer?.data?.payRequest?.__typename ?? ""];
        if (told) return told;
        const code = answer?.errors?.[0]?.extensions.code;
        if (answer && !["OUTCOME_UNKNOWN", "OVERLOADED"].includes(code ?? ""))
          throw new Error(`an answer that should not be: ${JSON.stringify(answer)}`);
        unanswered++;
        await sleep(50);
      }
      throw new Error("no definite answer in half a minute");
    };

    try {
      const members = await gather(servers[0].url, Math.max(MEMBERS_MIN, Math.ceil(count / EACH)), 500_000n);
      const member = (i: number) => members[i % members.length] as Member;
      const total = await totalOf(members, owner);
      const requests: Array<{ id: string; linkToken: string; isDear: boolean; answers: Answer[] }> = [];
      for (let i = 0; i < count; i++) {
        const isDear = i % DEAR_EVERY === 0;
        const { id, linkToken } = await asked(member(i), null, isDear ? DEAR : AMOUNT);
        requests.push({ id, linkToken, isDear, answers: [] });
      }
      await sabotage(ownerUrl, without);
      await owner.query(SLOW_TO_FINISH);

      const killsWanted = Math.max(2, Math.round(count / 100));
      let done = 0;
      let kills = 0;
      let caught = 0;
      const killNext = async () => {
        const server = servers[kills % 2] as (typeof servers)[number];
        // It stands still while we look whether this is a moment to die in: with money moved that no row knows of.
        let found = 0;
        for (const endAt = Date.now() + 20_000; found === 0 && done < count - AT_ONCE && Date.now() < endAt; ) {
          server.send("SIGSTOP");
          await sleep(STILL_MS);
          found = await number(CAUGHT, [STILL_MS - 100]);
          if (found === 0) {
            server.send("SIGCONT");
            await sleep(random() * 100);
          }
        }
        kills++;
        caught += found;
        await server.end("SIGKILL");
        await server.start();
      };
      const killing = (async () => {
        while (kills < killsWanted) {
          if (done >= ((kills + 0.2) * count) / killsWanted) await killNext();
          else await sleep(5);
        }
      })();
      const limit = pLimit(AT_ONCE);
      await Promise.all(
        requests.map((request, i) =>
          limit(async () => {
            // Two devices of one payer and one of another.
            const devices = [member(i + 1), member(i + 1), member(i + 2)];
            request.answers = await Promise.all(devices.map((payer) => pay(payer, request.linkToken)));
            done++;
          }),
        ),
      );
      await killing;

      const problems: string[] = [];
      const { rows } = await owner.query(
        `SELECT r.id, r.state, r.paid_count,
           (SELECT array_agg(m.id) FROM movements m WHERE m.requester_id = r.id AND m.state = 'posted') AS posted,
           (SELECT array_agg(p.movement_id) FROM money_request_payments p
             WHERE p.request_id = r.id AND p.state = 'paid') AS paid,
           (SELECT count(*)::int FROM money_request_payments p WHERE p.request_id = r.id AND p.state = 'paying') AS open
         FROM money_requests r`,
      );
      const found = new Map(rows.map((row) => [row.id, row]));
      for (const { id, isDear, answers } of requests) {
        const { state, paid_count, posted, paid, open } = found.get(id) ?? {};
        const times = isDear ? 0 : 1;
        const moved: string[] = posted ?? [];
        if (moved.length !== times) problems.push(`a request moved money ${moved.length} times, not ${times}`);
        if (paid_count !== times || (paid ?? []).length !== times) problems.push("a request counts other payments");
        if (state !== (isDear ? "open" : "paid")) problems.push(`a request is ${state}`);
        if (open > 0) problems.push("a payment has no end");
        if (!isDear && moved[0] !== paid?.[0]) problems.push("a payment names another movement");
        const told = answers.toSorted().join(" ");
        if (told !== (isDear ? "refused refused refused" : "over over paid"))
          problems.push(`its devices were told: ${told}`);
      }
      const after = await totalOf(members, owner);
      if (after !== total) problems.push(`money: ${after} instead of ${total}`);
      problems.push(...(await brokenRules(owner)));
      return {
        // Without payments that a kill caught between the money and the word of it, it proved nothing.
        rare: { kills, unanswered, "caught with money moved": caught },
        problems,
      };
    } finally {
      await close();
    }
  },
);
