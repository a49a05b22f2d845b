import { Column, Entity, PrimaryColumn } from "typeorm";
import { bigintColumn } from "../../infra/bigint-column.js";
import type { BankRefusalReason } from "../../shared/errors.js";
import type { AccountId, MovementId, SessionId, UserId } from "../../shared/ids.js";

/**
 * new: written down. asked: the ledger has reserved, the bank may have acted. confirmed, refused: the bank's answer,
 * not yet in the books. settled, released: in the books. void: the ledger refused, the bank was never asked.
 */
export type BankOrderState = "new" | "asked" | "confirmed" | "refused" | "settled" | "released" | "void";

@Entity("bank_orders")
export class BankOrderEntity {
  /** Also the id of the ledger's reservation, and our reference at the bank. */
  @PrimaryColumn("uuid")
  id!: MovementId;

  @Column("text")
  direction!: "deposit" | "withdrawal";

  @Column("uuid", { name: "user_id" })
  userId!: UserId;

  @Column("uuid", { name: "account_id" })
  accountId!: AccountId;

  @Column("bigint", { transformer: bigintColumn })
  amount!: bigint;

  @Column("text", { name: "bank_code" })
  bankCode!: string;

  @Column("text", { name: "bank_account_number" })
  bankAccountNumber!: string;

  @Column("text", { name: "idempotency_key" })
  idempotencyKey!: string;

  @Column("bytea", { name: "request_hash" })
  requestHash!: Buffer;

  @Column("text", { default: "new" })
  state!: BankOrderState;

  @Column("text", { nullable: true })
  refusal!: BankRefusalReason | null;

  @Column("int", { default: 0 })
  attempts!: number;

  /** Whoever works on the order moves this ahead: until then nobody else takes it. */
  @Column("timestamptz", { name: "next_attempt_at" })
  nextAttemptAt!: Date;

  /** Where it was asked for from. */
  @Column("uuid", { name: "session_id", nullable: true })
  sessionId!: SessionId | null;

  @Column("text", { nullable: true })
  address!: string | null;

  @Column("timestamptz", { name: "finished_at", nullable: true })
  finishedAt!: Date | null;
}
