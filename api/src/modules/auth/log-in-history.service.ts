import type { DataSource } from "typeorm";
import type { UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import { type AuditRecord, readLogIns, recordAudit } from "../audit/index.js";
import type { DeviceStore } from "./device.store.js";
import type { SessionService } from "./session.service.js";

const LOG_INS = {
  always: ["log_in.done", "log_in.refused", "log_in.challenged", "log_in.locked", "log_in.turned_away"],
  ofLogIns: ["second_factor.refused", "passkey.refused"],
} as const;

/** Who logged in as a member, or tried to, and what the member can do about it. */
export class LogInHistory {
  constructor(
    private readonly source: DataSource,
    private readonly sessions: SessionService,
    private readonly devices: DeviceStore,
  ) {}

  /** Newest first; one more than asked for when more follow. */
  async page(userId: UserId, page: { limit: number; before: string | null }): Promise<AuditRecord[]> {
    return readLogIns(this.source.manager, userId, LOG_INS, { ...page, limit: page.limit + 1 });
  }

  /** Somebody else was here: ends all sessions but the one that says so, and knows no other device any more. */
  async disown(userId: UserId, origin: Origin): Promise<void> {
    const ended = await inTransaction(this.source, async (tx) => {
      await recordAudit(tx, { action: "log_in.disowned", actorId: userId }, origin);
      await this.devices.forgetOthers(tx, userId, origin);
      return this.sessions.endOthers(tx, userId, origin);
    });
    for (const session of ended) this.sessions.forget(session);
  }
}
