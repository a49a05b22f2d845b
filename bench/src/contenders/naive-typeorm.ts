import { createHash, randomUUID, randomUUIDv7 } from "node:crypto";
import { DataSource, EntitySchema, In } from "typeorm";
import type { Contender } from "../contender.ts";

/**
 * B0. What one writes first: a TypeORM transaction a transfer, entities found under a row lock, changed and saved.
 * The same work on the same tables as every other contender; TypeORM decides on the statements.
 */
export async function naiveTypeOrm(url: string, connections: number): Promise<Contender> {
  const source = await new DataSource({
    type: "postgres",
    url,
    entities: [LedgerAccount, Movement, Posting, OutboxEvent],
    poolSize: connections,
    extra: { idleTimeoutMillis: 1_000 },
  }).initialize();
  return {
    name: `B0 naive TypeORM (${connections} connections)`,
    transfer: (from, to) =>
      source.transaction(async (manager) => {
        const idempotencyKey = randomUUID();
        const known = await manager.findOneBy(Movement, { requesterId: from.userId, idempotencyKey });
        if (known) throw new Error("a fresh key was known");
        const locked = await manager.find(LedgerAccount, {
          where: { id: In([from.id, to.id]) },
          order: { id: "ASC" },
          lock: { mode: "pessimistic_write" },
        });
        const payer = locked.find((each) => each.id === from.id);
        const payee = locked.find((each) => each.id === to.id);
        if (!payer || !payee) throw new Error("unknown account");
        const now = new Date();
        const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Seoul" }).format(now);
        const spent = (payer.spentOn === today ? payer.spentToday : 0n) + 1n;
        if (payer.balance - payer.held - payer.floor < 1n) throw new Error("insufficient funds");
        if (payer.limitSingle < 1n || spent > payer.limitDaily) throw new Error("limit");
        Object.assign(payer, {
          balance: payer.balance - 1n,
          version: payer.version + 1n,
          spentOn: today,
          spentToday: spent,
        });
        Object.assign(payee, { balance: payee.balance + 1n, version: payee.version + 1n });
        const movement = await manager.save(Movement, {
          id: randomUUIDv7(),
          operation: "post",
          kind: "transfer",
          debitAccountId: from.id,
          creditAccountId: to.id,
          amount: 1n,
          currency: "KRW",
          state: "posted",
          requesterId: from.userId,
          idempotencyKey,
          requestHash: createHash("sha256")
            .update(from.id + to.id)
            .digest(),
          debitVersion: payer.version,
          creditVersion: payee.version,
          occurredAt: now,
          recordedAt: now,
        });
        const both = [
          { account: payer, amount: -1n },
          { account: payee, amount: 1n },
        ];
        await manager.insert(
          Posting,
          both.map(({ account, amount }) => ({
            movementId: movement.id,
            accountId: account.id,
            amount,
            balanceAfter: account.balance,
            heldAfter: account.held,
            version: account.version,
            recordedAt: now,
          })),
        );
        await manager.save(LedgerAccount, [payer, payee]);
        await manager.insert(OutboxEvent, { type: "movement.posted", subjectId: movement.id });
      }),
    close: () => source.destroy(),
  };
}

const bigint = { type: "bigint", transformer: { from: toBigInt, to: toText } } as const;
function toBigInt(value: string | null): bigint | null {
  return value === null ? null : BigInt(value);
}
function toText(value: bigint | null | undefined): string | null | undefined {
  return value == null ? value : value.toString();
}

interface LedgerAccountRow {
  id: string;
  balance: bigint;
  held: bigint;
  floor: bigint;
  version: bigint;
  limitSingle: bigint;
  limitDaily: bigint;
  spentOn: string | null;
  spentToday: bigint;
}

const LedgerAccount = new EntitySchema<LedgerAccountRow>({
  name: "ledger_accounts",
  columns: {
    id: { type: "uuid", primary: true },
    balance: bigint,
    held: bigint,
    floor: bigint,
    version: bigint,
    limitSingle: { ...bigint, name: "limit_single" },
    limitDaily: { ...bigint, name: "limit_daily" },
    spentOn: { type: "date", name: "spent_on", nullable: true },
    spentToday: { ...bigint, name: "spent_today" },
  },
});

const Movement = new EntitySchema<{
  id: string;
  operation: string;
  kind: string;
  debitAccountId: string;
  creditAccountId: string;
  amount: bigint;
  currency: string;
  state: string;
  requesterId: string;
  idempotencyKey: string;
  requestHash: Buffer;
  debitVersion: bigint;
  creditVersion: bigint;
  occurredAt: Date;
  recordedAt: Date;
}>({
  name: "movements",
  columns: {
    id: { type: "uuid", primary: true },
    operation: { type: "text" },
    kind: { type: "text" },
    debitAccountId: { type: "uuid", name: "debit_account_id" },
    creditAccountId: { type: "uuid", name: "credit_account_id" },
    amount: bigint,
    currency: { type: "text" },
    state: { type: "text" },
    requesterId: { type: "uuid", name: "requester_id" },
    idempotencyKey: { type: "text", name: "idempotency_key" },
    requestHash: { type: "bytea", name: "request_hash" },
    debitVersion: { ...bigint, name: "debit_version" },
    creditVersion: { ...bigint, name: "credit_version" },
    occurredAt: { type: "timestamptz", name: "occurred_at" },
    recordedAt: { type: "timestamptz", name: "recorded_at" },
  },
});

const Posting = new EntitySchema<{
  movementId: string;
  accountId: string;
  amount: bigint;
  balanceAfter: bigint;
  heldAfter: bigint;
  version: bigint;
  recordedAt: Date;
}>({
  name: "postings",
  columns: {
    movementId: { type: "uuid", name: "movement_id", primary: true },
    accountId: { type: "uuid", name: "account_id", primary: true },
    amount: bigint,
    balanceAfter: { ...bigint, name: "balance_after" },
    heldAfter: { ...bigint, name: "held_after" },
    version: bigint,
    recordedAt: { type: "timestamptz", name: "recorded_at" },
  },
});

const OutboxEvent = new EntitySchema<{ id: string; type: string; subjectId: string }>({
  name: "outbox",
  columns: {
    id: { type: "bigint", primary: true, generated: "increment" },
    type: { type: "text" },
    subjectId: { type: "uuid", name: "subject_id" },
  },
});
