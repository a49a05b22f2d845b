import type { MigrationInterface, QueryRunner } from "typeorm";
import { type Edit, editLedgerApply, reversed } from "./edit-ledger-apply.js";

/**
 * A replay is only as good as what it tells of. That may still wait for its standby, so the replay's own commit must
 * wait as well, and PostgreSQL lets a commit that wrote nothing go at once. Row locks are written down; a batch that
 * locked no account writes a line for the purpose. The rest of ledger_apply is as 1763600200000-ledger.ts made it.
 */
export class ReplaysWait1763600600000 implements MigrationInterface {
  name = "ReplaysWait1763600600000";

  async up(runner: QueryRunner): Promise<void> {
    await editLedgerApply(runner, CHANGES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await editLedgerApply(runner, reversed(CHANGES));
  }
}

const KEYS_FOUND = `          NULL, NULL, NULL, NULL, NULL, NULL)::ledger_outcome;
      END IF;
    END LOOP;
`;
const ACCOUNTS_LOCKED = `      a_spent_on[i] := r.spent_on; a_spent[i] := r.spent_today;
    END LOOP;
`;
const ACCOUNT_COUNT = `    m int := cardinality(p_accounts);
`;

const CHANGES: readonly Edit[] = [
  [ACCOUNT_COUNT, `${ACCOUNT_COUNT}    locked boolean;\n`],
  [ACCOUNTS_LOCKED, `${ACCOUNTS_LOCKED}    locked := FOUND;\n`],
  [
    KEYS_FOUND,
    `${KEYS_FOUND}    IF FOUND AND NOT locked THEN PERFORM pg_logical_emit_message(true, 'ledger_apply', ''); END IF;\n`,
  ],
];
