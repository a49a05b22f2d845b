import type { MailContent } from "./mail.layout.js";
import type { ScheduleMailDetails } from "./mail.schedule-texts.js";
import type { Whereabouts } from "./mail.words.js";

/** Every mail we send and what it needs to know. */
export interface MailDetails extends ScheduleMailDetails {
  sign_up_code: { code: string };
  already_member: Record<never, never>;
  password_reset_code: { code: string };
  not_a_member: Record<never, never>;
  email_change_code: { code: string };
  /** Somebody who is a member already wanted to take this address, which has one. */
  address_in_use: Record<never, never>;
  email_changed: { newEmail: string };
  password_changed: Record<never, never>;
  new_device: Whereabouts;
  log_in_locked: Whereabouts & { minutes: number };
  second_factor_on: Whereabouts;
  second_factor_off: Whereabouts;
  recovery_code_used: Whereabouts;
  recovery_codes_renewed: Whereabouts;
  passkey_added: Whereabouts;
  passkey_removed: Whereabouts;
  /** A refresh token came a second time: somebody has a copy. */
  session_reused: Whereabouts;
  membership_closing: { leavesAt: Date };
  membership_not_empty: Record<never, never>;
  member_locked: Record<never, never>;
  member_unlocked: Record<never, never>;
  /** Raised limits that count later. */
  limits_raising: { account: string; effectiveAt: Date };
  /** What somebody wanted to be told by mail too. */
  notification: { title: string; text: string };
  /** Days are `yyyy-mm-dd`. */
  statement_ready: { from: string; to: string; expiresAt: Date };
  problem_reported: { number: string };
}
export type MailTemplate = keyof MailDetails;
/** Nobody can turn these off. */
export type SecurityNotice =
  | "second_factor_on"
  | "second_factor_off"
  | "recovery_code_used"
  | "recovery_codes_renewed"
  | "passkey_added"
  | "passkey_removed";

/** What each mail says. */
export type MailTexts = { readonly [Template in MailTemplate]: (details: MailDetails[Template]) => MailContent };
