import { Column, Entity, PrimaryColumn } from "typeorm";
import type { AccountId, UserId } from "../../shared/ids.js";

/** What a member calls an account: its number, name and owner. The money is in the ledger account of the same id. */
@Entity("accounts")
export class AccountEntity {
  @PrimaryColumn("uuid")
  id!: AccountId;

  @Column("uuid", { name: "user_id" })
  userId!: UserId;

  @Column("text")
  number!: string;

  @Column("text")
  nickname!: string;

  @Column("timestamptz", { name: "opened_at" })
  openedAt!: Date;

  @Column("timestamptz", { name: "closed_at", nullable: true })
  closedAt!: Date | null;
}
