import type { EntityManager } from "typeorm";
import type { AccountId } from "../../shared/ids.js";

export interface OpenLedgerAccount {
  id: AccountId;
  currency: string;
  kind: "customer" | "merchant" | "clearing" | "suspense" | "fee";
  /** Minor units; null: no limit. */
  limitSingle: bigint | null;
  limitDaily: bigint | null;
}

export type CloseOutcome = "closed" | "not_empty" | "not_active" | "not_found";

/** Opens and closes ledger accounts and sets their limits, inside the caller's transaction. */
export class LedgerAccountService {
  async open(tx: EntityManager, account: OpenLedgerAccount): Promise<void> {
    await tx.query(`SELECT ledger_open_account($1, $2, $3, $4, $5)`, [
      account.id,
      account.currency,
      account.kind,
      account.limitSingle === null ? null : String(account.limitSingle),
      account.limitDaily === null ? null : String(account.limitDaily),
    ]);
  }

  /** Only at a balance of zero with nothing pending. */
  async close(tx: EntityManager, id: AccountId): Promise<CloseOutcome> {
    const [row] = await tx.query(`SELECT ledger_close_account($1) AS outcome`, [id]);
    return row.outcome;
  }

  /** Null keeps a limit as it is. False when the account is not active. */
  async setLimits(tx: EntityManager, id: AccountId, single: bigint | null, daily: bigint | null): Promise<boolean> {
    const [row] = await tx.query(`SELECT ledger_set_limits($1, $2, $3) AS changed`, [
      id,
      single === null ? null : String(single),
      daily === null ? null : String(daily),
    ]);
    return row.changed;
  }
}
