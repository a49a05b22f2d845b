import type { TestApi } from "../api-harness.js";

/** Makes each row that is written to the table as `assignment` says. */
const always = (table: string, assignment: string) => `
  CREATE FUNCTION off_${table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${assignment}; RETURN NEW; END $$;
  CREATE TRIGGER off BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION off_${table}();`;

/** Protections of who somebody is, each with what a test's own database does to take it away. */
const IDENTITY_OFF = {
  /** A refresh token that was copied ends nothing. */
  "forgive-reuse": always("sessions", "NEW.revoked_at := NULL"),
  /** A used refresh token is a stolen one at once, whatever was lost on the way. */
  "no-grace": always("refresh_tokens", "NEW.used_at := NEW.used_at - interval '11 seconds'"),
  /** A used refresh token leads on for ever. */
  "long-grace": always(
    "refresh_tokens",
    "IF NEW.used_at IS NOT NULL THEN NEW.used_at := clock_timestamp() + interval '1 day'; END IF",
  ),
  /** Nobody remembers which code of the app was taken last. */
  "codes-again": always("totp_factors", "NEW.last_step := 0"),
  /** Tries are counted and mean nothing. */
  "free-tries": always("attempt_counters", "NEW.points := 0") + always("challenges", "NEW.tries := 0"),
  /** A recovery code that was used is as good as new. */
  "recovery-again": always("recovery_codes", "NEW.used_at := NULL"),
} as const;

export type IdentityOff = keyof typeof IDENTITY_OFF;

/** Takes the protection away, where the database is what gives it. */
export async function takeIdentityOff(api: TestApi, which: string | undefined): Promise<void> {
  if (which && which in IDENTITY_OFF) await api.owner.query(IDENTITY_OFF[which as IdentityOff]);
}
