import type { MigrationInterface, QueryRunner } from "typeorm";
import { type Edit, editLedgerApply, reversed } from "./edit-ledger-apply.js";

/**
 * A movement says whether it counts towards its account's limits, so that what an account has spent in a day can be
 * counted again from the movements, as its balance can. Null: recorded by a version that did not say.
 */
export class CountedTowardsLimits1763603400000 implements MigrationInterface {
  name = "CountedTowardsLimits1763603400000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE movements ADD COLUMN limited boolean`);
    await editLedgerApply(runner, EDITS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await editLedgerApply(runner, reversed(EDITS));
    await runner.query(`ALTER TABLE movements DROP COLUMN limited`);
  }
}

const EDITS: readonly Edit[] = [
  ["recorded_at, session_id, address)\n", "recorded_at, session_id, address, limited)\n"],
  ["now_at, u.session, u.address\n", "now_at, u.session, u.address, u.limited\n"],
  [
    "o_dv, o_cv, p_occurred_at, p_session, p_address)\n",
    "o_dv, o_cv, p_occurred_at, p_session, p_address, p_limited)\n",
  ],
  ["dv, cv, occurred_at, session, address)\n", "dv, cv, occurred_at, session, address, limited)\n"],
];
