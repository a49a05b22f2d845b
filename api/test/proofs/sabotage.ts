import type { Client } from "pg";

/**
 * Protections of the ledger, each with how to take it away. Sabotage happens in a test's own database, never in the
 * product: a proof that stays green without the protection it is about proves nothing.
 */
const SABOTAGE = {
  "no-key": {
    replace: ["m.idempotency_key = u.key", "m.idempotency_key = u.key AND false"],
    also: "ALTER TABLE movements DROP CONSTRAINT movements_requester_id_idempotency_key_key",
  },
  "no-lock": {
    replace: ["ORDER BY a.id FOR NO KEY UPDATE OF a", "ORDER BY a.id"],
    also: "DROP INDEX postings_account_version_idx CASCADE",
  },
  "no-floor": {
    replace: ["IF why IS NULL AND a_balance[d] - a_held[d] - a_floor[d] < amt", "IF false"],
    also: "ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_check1",
  },
  "no-limit": {
    replace: ["IF p_limited[i] THEN\n          IF a_spent_on", "IF false THEN\n          IF a_spent_on"],
    also: "",
  },
  "no-guard": {
    replace: ["ELSIF v_state[i] <> 'reserved' THEN why := 'reservation_not_open';", ""],
    also: "ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_held_check",
  },
  "no-event": {
    replace: ["WHERE u.state <> 'refused';\n\n    RETURN QUERY", "WHERE false;\n\n    RETURN QUERY"],
    also: "",
  },
} as const;

export type Sabotage = keyof typeof SABOTAGE;

/** Takes one protection away. `owner` is a connection as the owner of the test's database. */
export async function sabotage(owner: Client, which: Sabotage): Promise<void> {
  const { replace, also } = SABOTAGE[which];
  const { rows } = await owner.query(`SELECT pg_get_functiondef('ledger_apply'::regproc) AS source`);
  const [from, to] = replace;
  const source: string = rows[0].source;
  if (!source.includes(from)) throw new Error(`sabotage ${which} no longer finds its place in ledger_apply`);
  await owner.query(source.replace(from, to));
  if (also) await owner.query(also);
}
