import { Column, Entity, PrimaryColumn } from "typeorm";
import type { UserId } from "../../shared/ids.js";

/** What tells who somebody is. Kept sealed with a key of the member's own; gone once that key is destroyed. */
export interface PersonalData {
  /** Lower case; unique among those who have not left. */
  email: string;
  name: string;
  /** E.164. Shown masked, even to its owner, until the password was asked for. */
  phone: string | null;
}

/** What somebody may do for others. */
export type Role = "member" | "operator" | "administrator";

/** A member as the table has it. `UserStore` reads and writes it, with the personal data opened. */
@Entity("users")
export class UserEntity {
  @PrimaryColumn("uuid")
  id!: UserId;

  @Column("text", { default: "person" })
  kind!: "person" | "shop";

  @Column("text", { default: "member" })
  role!: Role;

  /** Since when nobody can log in; the staff have seen to it. */
  @Column("timestamptz", { name: "locked_at", nullable: true })
  lockedAt!: Date | null;

  @Column("text", { name: "password_hash", select: false })
  passwordHash!: string;

  @Column("text", { name: "terms_version", nullable: true })
  termsVersion!: string | null;

  @Column("timestamptz", { name: "terms_agreed_at", nullable: true })
  termsAgreedAt!: Date | null;

  @Column("timestamptz", { name: "marketing_agreed_at", nullable: true })
  marketingAgreedAt!: Date | null;

  /** For mail; what the member sees on the screen is the browser's business. */
  @Column("text", { default: "ko" })
  language!: "ko" | "en";

  /** When a code showed that the address is the member's own; null for those who were never asked. */
  @Column("timestamptz", { name: "email_verified_at", nullable: true })
  emailVerifiedAt!: Date | null;

  /** Whether others find the member by e-mail address or phone number, to send money. */
  @Column("boolean", { default: false })
  findable!: boolean;

  /** Null while it is still the first one, set as the member joined. */
  @Column("timestamptz", { name: "password_changed_at", nullable: true })
  passwordChangedAt!: Date | null;

  @Column("timestamptz", { name: "created_at" })
  createdAt!: Date;

  /** When the membership ends, unless the member logs in before. */
  @Column("timestamptz", { name: "leaves_at", nullable: true })
  leavesAt!: Date | null;

  @Column("timestamptz", { name: "closed_at", nullable: true })
  closedAt!: Date | null;
}

/** A member who has not left. */
export type Member = UserEntity & PersonalData;
