import { Column, Entity, PrimaryColumn } from "typeorm";
import type { SessionId, UserId } from "../../shared/ids.js";

/** One log-in on one device; its refresh tokens follow one another. */
@Entity("sessions")
export class SessionEntity {
  @PrimaryColumn("uuid")
  id!: SessionId;

  @Column("uuid", { name: "user_id" })
  userId!: UserId;

  @Column("text", { name: "user_agent", nullable: true })
  userAgent!: string | null;

  @Column("text", { nullable: true })
  address!: string | null;

  /** How the person proved who they are. */
  /** The browser that it was opened in. */
  @Column("uuid", { name: "device_id", nullable: true })
  deviceId!: string | null;

  @Column("text", { array: true })
  methods!: string[];

  @Column("timestamptz", { name: "created_at" })
  createdAt!: Date;

  @Column("timestamptz", { name: "last_used_at" })
  lastUsedAt!: Date;

  @Column("timestamptz", { name: "expires_at" })
  expiresAt!: Date;

  /** No use prolongs it beyond this. */
  @Column("timestamptz", { name: "ends_at" })
  endsAt!: Date;

  @Column("timestamptz", { name: "revoked_at", nullable: true })
  revokedAt!: Date | null;
}
