import type { TestApi } from "../api-harness.js";

/** What each trigger makes of a row that is written, in a test's own database. */
const ACCOUNTS_OFF = {
  /** Wrong passwords are never counted. */
  "no-count": { table: "attempt_counters", body: "IF NEW.key LIKE 'password:%' THEN NEW.points := 1; END IF;" },
  /** A browser is never known again. */
  "no-devices": { table: "known_devices", body: "NEW.token_hash := sha256(convert_to(random()::text, 'UTF8'));" },
  /** Nobody counts how many members are tried, from one network or from all. */
  "no-detector": { table: "attempt_counters", body: "IF NEW.key LIKE 'stuffing%' THEN NEW.points := 1; END IF;" },
  /** Mails about new devices are lost. */
  "no-notice": { table: "mails", body: "IF NEW.template = 'new_device' THEN RETURN NULL; END IF;" },
  /** A member's wrong password takes longer than a stranger's, and longer than either is answered after. */
  "slow-members": {
    table: "audit_events",
    body: "IF NEW.action = 'log_in.refused' AND NEW.user_id IS NOT NULL THEN PERFORM pg_sleep(1); END IF;",
  },
  /** Counters are a process's own and end with it. */
  "forgetful-counters": { table: "attempt_counters", body: "" },
} as const;

export type AccountGuardOff = keyof typeof ACCOUNTS_OFF;

/** Takes one protection of members' accounts away. */
export async function withoutGuard({ owner }: TestApi, which: AccountGuardOff | undefined): Promise<void> {
  if (!which) return;
  const { table, body } = ACCOUNTS_OFF[which];
  await owner.query(`
    CREATE FUNCTION sabotage() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NEW; END $$;
    CREATE TRIGGER sabotage BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION sabotage()`);
}

/** What a restart of a server does whose counters are in memory. */
export async function restarted({ owner }: TestApi, without: AccountGuardOff | undefined): Promise<void> {
  if (without === "forgetful-counters") await owner.query("DELETE FROM attempt_counters");
}
