import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import {
  BATCHING_DEFAULTS,
  BatchingLedgerEngine,
  type LedgerEngine,
  type Movement,
  type Outcome,
  requestHash,
} from "../../src/modules/ledger/index.js";
import { type AccountId, newId, type UserId } from "../../src/shared/ids.js";
import { deposit, startTestApi, TRANSFER, transfer } from "../api-harness.js";
import { movement, openAccount, openLedger } from "../ledger-harness.js";
import { brokenRules } from "./ledger-history.js";
import { prove } from "./proof.js";
import { sabotage, storeOn } from "./sabotage.js";
import { evidence, size } from "./size.js";

type Ledger = Awaited<ReturnType<typeof openLedger>>;

prove(
  "R4",
  "one key, one effect: repeats, other bodies, other requesters, herds, refusals, keys older than a month",
  {
    small: 1_000,
    share: 0.5,
    redWithout: {
      "no-key": 30,
      "no-hash": 30,
      "shared-key": 30,
      "forget-refusal": 30,
      "short-memory": 30,
    },
  },
  async ({ count, random, without }) => {
    const ledger = await openLedger();
    try {
      await sabotage(ledger.database.ownerUrl, without);
      const options = { ...BATCHING_DEFAULTS, retryForMs: 30_000 };
      const engines = [0, 1, 2].map(
        () => new BatchingLedgerEngine(storeOn(ledger.pool, without), () => undefined, options),
      );
      const run = new Run(ledger, engines, random);
      await run.open();
      await run.cases(count);
      await run.herds(Math.min(20, Math.max(2, Math.round(count / 1_000))));
      await run.aged(40);
      return { rare: run.met, problems: run.problems };
    } finally {
      await ledger.close();
    }
  },
);

class Run {
  readonly problems: string[] = [];
  readonly met = { repeats: 0, conflicts: 0, strangers: 0, refusals: 0, fundedMeanwhile: 0, herdAsks: 0, aged: 0 };
  private bank!: AccountId;
  private readonly rich: AccountId[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly engines: readonly LedgerEngine[],
    private readonly random: () => number,
  ) {}

  async open(): Promise<void> {
    this.bank = await openAccount(this.ledger.pool, "clearing");
    for (let i = 0; i < 64; i++) this.rich.push(await openAccount(this.ledger.pool, "customer", { single: 10_000n }));
    await this.fill(this.rich, 10_000_000_000n);
  }

  /** Each case is a life of one key, asked of any engine at each step. */
  async cases(count: number): Promise<void> {
    let left = count;
    await Promise.all(
      Array.from({ length: Math.min(count, 64) }, async () => {
        while (left-- > 0) await this.life();
      }),
    );
  }

  private async life(): Promise<void> {
    const dice = this.random();
    const amount = BigInt(1 + Math.floor(this.random() * 5_000));
    const credit = this.pick();
    let debit = this.pick();
    while (debit === credit) debit = this.pick();
    // A tenth has nothing, a tenth wants more than it may, a tenth sends to nobody.
    const poor = dice < 0.1;
    if (poor) debit = await openAccount(this.ledger.pool, "customer");
    const asked = movement({
      debit,
      credit: dice > 0.9 ? newId<AccountId>() : credit,
      amount: dice > 0.8 && dice <= 0.9 ? 10_001n : amount,
    });
    const first = await this.ask(asked);
    this.expect(!replayed(first), "the first answer is a replay");
    this.expect(first.type === (poor || dice > 0.8 ? "refused" : "applied"), `the first answer is ${first.type}`);
    if (first.type === "refused") this.met.refusals++;

    if (poor) {
      await this.fill([debit], 10_000n);
      this.met.fundedMeanwhile++;
    }
    // What refuses may be gone by now, and the answer is still the first one.
    this.met.repeats++;
    this.expect(isReplayOf(first, await this.ask(asked)), "a repeat has another answer");
    if (poor) {
      const again = await this.ask({ ...asked, idempotencyKey: newId() });
      this.expect(again.type === "applied" && !again.replayed, "a new key is not judged anew");
    }

    const other = await this.ask({ ...asked, ...this.otherBody(asked) });
    this.met.conflicts++;
    this.expect(other.type === "conflict", "another body under the same key is no conflict");

    const stranger = await this.ask({ ...asked, requester: newId<UserId>() });
    this.met.strangers++;
    this.expect(
      stranger.type !== "conflict" && !stranger.replayed && idOf(stranger) !== idOf(first),
      "another requester met the key of the first",
    );
  }

  /** Hundreds ask with one key at once, of three engines; some herds with the key of a movement that is refused. */
  async herds(count: number): Promise<void> {
    for (let herd = 0; herd < count; herd++) {
      const [debit, credit] = this.rich as [AccountId, AccountId];
      const asked = movement({ debit, credit, amount: herd % 4 === 3 ? 10_001n : 7n });
      const size = 200 + Math.floor(this.random() * 300);
      const before = await this.balance(credit);
      const answers = await Promise.all(Array.from({ length: size }, () => this.ask(asked)));
      this.met.herdAsks += size;
      this.expect(answers.filter((each) => !replayed(each)).length === 1, "not one first answer in a herd");
      this.expect(new Set(answers.map(idOf)).size === 1, "a herd was told of several movements");
      const gained = (await this.balance(credit)) - before;
      this.expect(gained === (herd % 4 === 3 ? 0n : 7n), "a herd had another effect than one");
    }
    this.problems.push(...(await brokenRules(this.ledger.pool)));
  }

  /** Keys count for ever: the same after their rows are made older than a month, or than any partition. */
  async aged(count: number): Promise<void> {
    const asked = Array.from({ length: count }, (_, i) =>
      movement({
        debit: this.rich[0] as AccountId,
        credit: this.rich[1] as AccountId,
        amount: i % 4 === 3 ? 10_001n : 5n,
      }),
    );
    const first = await Promise.all(asked.map((each) => this.ask(each)));
    const owner = new pg.Client({ connectionString: this.ledger.database.ownerUrl });
    await owner.connect();
    try {
      const { rows } = await owner.query(
        `SELECT to_char(month, 'YYYY_MM') AS name, month AS first, month + interval '1 month' AS next
         FROM (SELECT date_trunc('month', now() - interval '40 days', 'UTC') AS month) m`,
      );
      // The job makes months ahead of time, so a new database has none of the past: one is made, the other is default.
      const { name, first: from, next: to } = rows[0];
      await owner.query(
        `CREATE TABLE postings_${name} PARTITION OF postings FOR VALUES FROM (${pg.escapeLiteral(from.toISOString())}) TO (${pg.escapeLiteral(to.toISOString())})`,
      );
      for (const [days, half] of [
        [40, asked.filter((_, i) => i % 2 === 0)],
        [400, asked.filter((_, i) => i % 2 === 1)],
      ] as const) {
        await owner.query(
          `WITH old AS (UPDATE movements SET recorded_at = recorded_at - $1 * interval '1 day'
                        WHERE idempotency_key = ANY($2::text[]) RETURNING id)
           UPDATE postings SET recorded_at = recorded_at - $1 * interval '1 day'
           WHERE movement_id IN (SELECT id FROM old)`,
          [days, half.map((each) => each.idempotencyKey)],
        );
      }
      const places = await owner.query(
        `SELECT DISTINCT tableoid::regclass::text AS place FROM postings WHERE recorded_at < now() - interval '30 days'`,
      );
      this.expect(places.rows.length === 2, "the old postings are not in two partitions");
    } finally {
      await owner.end();
    }
    const before = await this.balance(this.rich[1] as AccountId);
    for (const [i, each] of asked.entries()) {
      this.met.aged++;
      this.expect(isReplayOf(first[i] as Outcome, await this.ask(each)), "an old key has another answer");
    }
    this.expect((await this.balance(this.rich[1] as AccountId)) === before, "an old key moved money again");
  }

  private async ask(each: Movement): Promise<Outcome> {
    const engine = this.engines[Math.floor(this.random() * this.engines.length)] as LedgerEngine;
    return (await engine.apply([{ ...each, id: newId() }]))[0] as Outcome;
  }

  /** One part of what was asked is another: amount, receiver, or text. */
  private otherBody({ debit, credit, amount }: Movement): Partial<Movement> {
    const dice = this.random();
    if (dice < 0.4) return { amount: amount + 1n, requestHash: requestHash("post", debit, credit, amount + 1n) };
    const another = newId<AccountId>();
    if (dice < 0.7) return { credit: another, requestHash: requestHash("post", debit, another, amount) };
    return { memo: "another", requestHash: requestHash("post", debit, credit, amount, "another") };
  }

  private async fill(accounts: readonly AccountId[], amount: bigint): Promise<void> {
    await this.ledger.engine.apply(
      accounts.map((credit) => movement({ debit: this.bank, credit, amount, limited: false })),
    );
  }

  private async balance(id: AccountId): Promise<bigint> {
    const { rows } = await this.ledger.pool.query(`SELECT balance FROM ledger_accounts WHERE id = $1`, [id]);
    return BigInt(rows[0].balance);
  }

  private pick(): AccountId {
    return this.rich[Math.floor(this.random() * this.rich.length)] as AccountId;
  }

  private expect(holds: boolean, problem: string): void {
    if (!holds) this.problems.push(problem);
  }
}

const replayed = (outcome: Outcome) => outcome.type !== "conflict" && outcome.replayed;
const idOf = (outcome: Outcome) => (outcome.type === "conflict" ? null : outcome.movementId);

/** Whether the second answer is the first one, told again. When it was recorded may have been moved. */
function isReplayOf(first: Outcome, second: Outcome): boolean {
  const bare = (outcome: Outcome) =>
    JSON.stringify({ ...outcome, replayed: null, recordedAt: null }, (_, each) =>
      typeof each === "bigint" ? String(each) : each,
    );
  return replayed(second) && bare(first) === bare(second);
}

test("R4-edge a request that was malformed or not let in leaves nothing under its key", {
  timeout: 600_000,
}, async () => {
  // Each is to be refused for its own fault, not for being one of many unknown numbers.
  const api = await startTestApi({ RECIPIENT_LOOK_UPS_PER_MINUTE: "1000000" });
  try {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    await deposit(hong, 1_000_000n);
    const faults: ReadonlyArray<[name: string, change: Record<string, unknown>]> = [
      ["amount", { amount: "1.0" }],
      ["amount", { amount: "0" }],
      ["memo", { memo: "x".repeat(300) }],
      ["fromAccountId", { fromAccountId: kim.accountId }],
      ["toAccountNumber", { toAccountNumber: "100000000000" }],
      ["malformed", { amount: undefined }],
      ["stranger", {}],
      ["forged", {}],
    ];
    const met = new Map<string, number>();
    const keys: string[] = [];
    const stranger = api.client();
    const forged = api.client();
    // Within the signature: its last character carries two bits only, and every 256th ends as one would have it.
    forged.token = `${hong.client.token}`.replace(/(.)(.{9})$/, (_, at, rest) => `${at === "A" ? "B" : "A"}${rest}`);
    for (let i = 0; i < Math.min(size(80), 5_000); i++) {
      const [name, change] = faults[i % faults.length] as (typeof faults)[number];
      const idempotencyKey = randomUUID();
      keys.push(idempotencyKey);
      const client = name === "stranger" ? stranger : name === "forged" ? forged : hong.client;
      const input = {
        fromAccountId: hong.accountId,
        toAccountNumber: kim.accountNumber,
        amount: "100",
        idempotencyKey,
        ...change,
      };
      const answer = await client.ask(TRANSFER, { input });
      expect(answer.data?.transfer?.__typename, name).not.toBe("TransferSuccess");
      met.set(name, (met.get(name) ?? 0) + 1);
    }
    const { rows } = await api.owner.query(
      `SELECT (SELECT count(*) FROM movements WHERE idempotency_key = ANY($1)) AS movements,
              (SELECT count(*) FROM bank_orders WHERE idempotency_key = ANY($1)) AS orders`,
      [keys],
    );
    evidence("R4-edge", { asked: keys.length, ...Object.fromEntries(met) });
    expect(rows).toEqual([{ movements: "0", orders: "0" }]);
    expect(met.size).toBe(new Set(faults.map(([name]) => name)).size);
    // The key is as good as new.
    expect(await transfer(hong, kim, 100n, { idempotencyKey: keys[0] })).toMatchObject({ replayed: false });
  } finally {
    await api.close();
  }
});
