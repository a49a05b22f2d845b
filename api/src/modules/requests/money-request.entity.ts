import { Column, Entity, PrimaryColumn } from "typeorm";
import { bigintColumn } from "../../infra/bigint-column.js";
import type { AccountId, MoneyRequestId, MovementId, SessionId, UserId } from "../../shared/ids.js";

/** Only its state changes: who wants another sum asks anew. */
@Entity("money_requests")
export class MoneyRequestEntity {
  @PrimaryColumn("uuid")
  id!: MoneyRequestId;

  /** Who asks. */
  @Column("uuid", { name: "user_id" })
  userId!: UserId;

  /** Where the money is to go. */
  @Column("uuid", { name: "account_id" })
  accountId!: AccountId;

  /** Who is asked; null for a link. */
  @Column("uuid", { name: "payer_id", nullable: true })
  payerId!: UserId | null;

  /** The account under which they were found; they pay from whichever they like. */
  @Column("uuid", { name: "payer_account_id", nullable: true })
  payerAccountId!: AccountId | null;

  @Column("bytea", { name: "link_hash", nullable: true })
  linkHash!: Buffer | null;

  @Column("bytea", { name: "link_sealed", nullable: true })
  linkSealed!: Buffer | null;

  /** Of each who pays. */
  @Column("bigint", { transformer: bigintColumn })
  amount!: bigint;

  @Column("text", { nullable: true })
  memo!: string | null;

  @Column("text")
  state!: "open" | "paid" | "declined" | "cancelled";

  @Column("smallint", { name: "payers_max" })
  payersMax!: number;

  @Column("smallint", { name: "paid_count" })
  paidCount!: number;

  @Column("uuid", { name: "split_id", nullable: true })
  splitId!: string | null;

  /** Who is asked never sees it. */
  @Column("boolean")
  hidden!: boolean;

  @Column("text", { name: "idempotency_key", nullable: true })
  idempotencyKey!: string | null;

  @Column("bytea", { name: "request_hash", nullable: true })
  requestHash!: Buffer | null;

  @Column("timestamptz", { name: "created_at" })
  createdAt!: Date;

  @Column("timestamptz", { name: "expires_at" })
  expiresAt!: Date;

  @Column("timestamptz", { name: "closed_at", nullable: true })
  closedAt!: Date | null;

  @Column("timestamptz", { name: "reminded_at", nullable: true })
  remindedAt!: Date | null;
}

/** A try to pay. Of the tries of one payer one at most has paid, or may yet. */
@Entity("money_request_payments")
export class RequestPaymentEntity {
  @PrimaryColumn("uuid", { name: "request_id" })
  requestId!: MoneyRequestId;

  @PrimaryColumn("uuid", { name: "payer_id" })
  payerId!: UserId;

  @Column("uuid", { name: "from_account_id" })
  fromAccountId!: AccountId;

  @PrimaryColumn("int")
  attempt!: number;

  @Column("text", { name: "idempotency_key" })
  idempotencyKey!: string;

  /** paying: asked of the ledger, or about to be. failed: refused; another try is another attempt. */
  @Column("text")
  state!: "paying" | "paid" | "failed";

  @Column("uuid", { name: "movement_id", nullable: true })
  movementId!: MovementId | null;

  /** Where it was asked for from, whoever ends it; null of one that a former version has begun. */
  @Column("uuid", { name: "session_id", nullable: true })
  sessionId!: SessionId | null;

  @Column("text", { nullable: true })
  address!: string | null;

  @Column("timestamptz", { name: "finished_at", nullable: true })
  finishedAt!: Date | null;
}

/** A sum that is shared. Its shares are money requests; what whoever asks bears is none. */
@Entity("money_splits")
export class MoneySplitEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid", { name: "user_id" })
  userId!: UserId;

  @Column("bigint", { transformer: bigintColumn })
  total!: bigint;

  @Column("bigint", { name: "own_share", transformer: bigintColumn })
  ownShare!: bigint;

  @Column("text", { name: "idempotency_key" })
  idempotencyKey!: string;

  @Column("bytea", { name: "request_hash" })
  requestHash!: Buffer;

  @Column("timestamptz", { name: "created_at" })
  createdAt!: Date;
}
