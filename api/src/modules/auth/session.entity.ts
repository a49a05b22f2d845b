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

  /** The browser that it was opened in. */
  @Column("uuid", { name: "device_id", nullable: true })
  deviceId!: string | null;

  /** Thumbprint of the client's key, without which nobody can use or continue it; null for a session like most. */
  @Column("text", { name: "key_thumbprint", nullable: true })
  keyThumbprint!: string | null;

  /** Whether the browser keeps it when it is closed. */
  @Column("boolean", { default: true })
  remembered!: boolean;

  /** How the person proved who they are. */
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
