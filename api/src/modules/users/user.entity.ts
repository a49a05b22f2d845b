import { Column, Entity, PrimaryColumn } from "typeorm";
import type { UserId } from "../../shared/ids.js";

@Entity("users")
export class UserEntity {
  @PrimaryColumn("uuid")
  id!: UserId;

  @Column("text", { default: "person" })
  kind!: "person" | "shop";

  /** Lower case; unique among those who have not left. */
  @Column("text")
  email!: string;

  @Column("text")
  name!: string;

  @Column("text", { name: "password_hash", select: false })
  passwordHash!: string;

  @Column("text", { name: "terms_version", nullable: true })
  termsVersion!: string | null;

  @Column("timestamptz", { name: "terms_agreed_at", nullable: true })
  termsAgreedAt!: Date | null;

  @Column("timestamptz", { name: "marketing_agreed_at", nullable: true })
  marketingAgreedAt!: Date | null;

  @Column("timestamptz", { name: "created_at" })
  createdAt!: Date;

  @Column("timestamptz", { name: "closed_at", nullable: true })
  closedAt!: Date | null;
}
