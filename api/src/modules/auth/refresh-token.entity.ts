import { Column, Entity, PrimaryColumn } from "typeorm";
import type { SessionId } from "../../shared/ids.js";

/** Only the SHA-256 is kept: a copy of the table opens no session. */
@Entity("refresh_tokens")
export class RefreshTokenEntity {
  @PrimaryColumn("bytea", { name: "token_hash" })
  tokenHash!: Buffer;

  @Column("uuid", { name: "session_id" })
  sessionId!: SessionId;

  @Column("timestamptz", { name: "issued_at" })
  issuedAt!: Date;

  @Column("timestamptz", { name: "used_at", nullable: true })
  usedAt!: Date | null;
}
