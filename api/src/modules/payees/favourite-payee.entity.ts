import { Column, Entity, PrimaryColumn } from "typeorm";
import type { AccountId, UserId } from "../../shared/ids.js";

@Entity("favourite_payees")
export class FavouritePayeeEntity {
  @PrimaryColumn("uuid", { name: "user_id" })
  userId!: UserId;

  @PrimaryColumn("uuid", { name: "account_id" })
  accountId!: AccountId;

  /** What the member calls them; null for the name that everybody sees. */
  @Column("text", { nullable: true })
  label!: string | null;

  @Column("timestamptz", { name: "created_at" })
  createdAt!: Date;
}
