import type { MailTexts } from "./mail.details.js";
import { SCHEDULE_MAIL_TEXTS } from "./mail.schedule-texts.js";
import { calendarDayIn, dayIn, moment, NOT_YOU, placeIn } from "./mail.words.js";

export const EN: MailTexts = {
  ...SCHEDULE_MAIL_TEXTS.en,
  sign_up_code: ({ code }) => ({
    subject: `Chickpay code ${code}`,
    title: "Your code for signing up",
    code,
    paragraphs: ["Enter this code where you sign up. It works for 10 minutes."],
    note: "If you did not want to sign up, delete this mail. Chickpay never asks for a code by phone or message.",
  }),
  already_member: () => ({
    subject: "You already have a Chickpay account",
    title: "You are a member already",
    paragraphs: [
      "Somebody wanted to sign up with this e-mail. If it was you, there is no need to: you can log in.",
      "If you do not remember the password, choose “Forgot your password?” where you log in.",
    ],
    note: "If it was not you, never mind. Nothing has changed.",
  }),
  password_reset_code: ({ code }) => ({
    subject: `Chickpay password code ${code}`,
    title: "Your code for a new password",
    code,
    paragraphs: ["Enter this code where you make the new password. It works for 10 minutes."],
    note: "If it was not you, delete this mail: your password stays as it is. Chickpay never asks for a code by phone or message.",
  }),
  not_a_member: () => ({
    subject: "There is no Chickpay account with this e-mail",
    title: "Nobody signed up with this e-mail",
    paragraphs: [
      "Somebody wanted a new password for this e-mail. Chickpay has no account under it.",
      "Perhaps you signed up with another e-mail.",
    ],
    note: "If it was not you, delete this mail.",
  }),
  email_change_code: ({ code }) => ({
    subject: `Chickpay e-mail code ${code}`,
    title: "Your code for changing the e-mail",
    code,
    paragraphs: ["Enter this code where you change the e-mail. It works for 10 minutes."],
    note: "If you did not want to change an e-mail, delete this mail. Nothing changes.",
  }),
  address_in_use: () => ({
    subject: "This e-mail already has a Chickpay account",
    title: "This e-mail is in use",
    paragraphs: [
      "Somebody wanted to move another account to this e-mail. It has an account already, so nothing was moved.",
      "If it was you, you can log in with this e-mail.",
    ],
    note: "If it was not you, never mind. Nothing has changed.",
  }),
  email_changed: ({ newEmail }) => ({
    subject: "Your Chickpay e-mail has changed",
    title: "You log in with another e-mail now",
    paragraphs: [`From now on you log in with ${newEmail}. This address no longer works.`],
    note: "If it was not you, tell our support at once. We put back the address that this mail came to.",
  }),
  password_changed: () => ({
    subject: "Your Chickpay password has changed",
    title: "Your password has changed",
    paragraphs: ["Every other device has been logged out. Please log in there with the new password."],
    note: "If it was not you, make a new one at once with “Forgot your password?” where you log in, and tell our support.",
  }),
  new_device: (where) => ({
    subject: "New device logged in to Chickpay",
    title: "You logged in on a new device",
    paragraphs: [placeIn("en", where), "If it was you, there is nothing to do."],
    note: NOT_YOU.en,
  }),
  log_in_locked: ({ minutes, ...where }) => ({
    subject: "Logging in to Chickpay is paused",
    title: "The password was wrong several times",
    paragraphs: [
      placeIn("en", where),
      `To protect your account nobody can log in from there for ${minutes} minutes. Devices you have logged in on before still work.`,
      "If it was you and you do not remember the password, choose “Forgot your password?” where you log in. You can log in at once then.",
    ],
    note: "If it was not you: nobody got in. If you use this password elsewhere too, please make a new one.",
  }),
  second_factor_on: (where) => ({
    subject: "Two-step verification is on for Chickpay",
    title: "Two-step verification is on",
    paragraphs: [
      placeIn("en", where),
      "From now on we also ask for a code of your app when you log in. Every other device has been logged out.",
    ],
    note: NOT_YOU.en,
  }),
  second_factor_off: (where) => ({
    subject: "Two-step verification is off for Chickpay",
    title: "Two-step verification is off",
    paragraphs: [placeIn("en", where), "We no longer ask for a code of your app."],
    note: NOT_YOU.en,
  }),
  recovery_code_used: (where) => ({
    subject: "A Chickpay recovery code was used",
    title: "A recovery code was used",
    paragraphs: [placeIn("en", where), "It does not work again. If few are left, make new ones on the security page."],
    note: NOT_YOU.en,
  }),
  recovery_codes_renewed: (where) => ({
    subject: "New Chickpay recovery codes were made",
    title: "New recovery codes were made",
    paragraphs: [placeIn("en", where), "The former ones no longer work."],
    note: NOT_YOU.en,
  }),
  passkey_added: (where) => ({
    subject: "A passkey was added to Chickpay",
    title: "A passkey was added",
    paragraphs: [placeIn("en", where), "You can log in with it from now on."],
    note: NOT_YOU.en,
  }),
  passkey_removed: (where) => ({
    subject: "A passkey was removed from Chickpay",
    title: "A passkey was removed",
    paragraphs: [placeIn("en", where), "Nobody can log in with it any more."],
    note: NOT_YOU.en,
  }),
  session_reused: (where) => ({
    subject: "We stopped a suspicious connection to Chickpay",
    title: "We logged you out to be safe",
    paragraphs: [
      placeIn("en", where),
      "A log-in was continued with something that had been used before. Somebody may have a copy, so we ended that log-in. Please log in again.",
    ],
    note: NOT_YOU.en,
  }),
  membership_closing: ({ leavesAt }) => ({
    subject: "You asked to leave Chickpay",
    title: "You asked to leave",
    paragraphs: [
      `Your membership ends on ${dayIn("en", leavesAt)}. Your name, e-mail and phone number are erased then; what was paid stays in the books, as the law asks.`,
      "If you change your mind, just log in before that. It keeps your membership.",
    ],
    note: "If this was not you, please log in now and change your password.",
  }),
  membership_not_empty: () => ({
    subject: "Money came in, so you are still a member of Chickpay",
    title: "Money came into your account",
    paragraphs: [
      "Money came in while you were leaving, so we have waited. Please log in and move it.",
      "Logging in keeps your membership: once the money is moved, please ask to leave again.",
    ],
    note: "If you want to stay, logging in is all it takes.",
  }),
  member_locked: () => ({
    subject: "We have locked your Chickpay membership",
    title: "Your membership is locked for its safety",
    paragraphs: [
      "We have logged you out everywhere, and nobody can log in for now. Your money is where it was, and what others send still arrives.",
      "Please contact support: we will check together that it is you and open it again.",
    ],
    note: "Chickpay never asks for a password or a code by phone or message.",
  }),
  member_unlocked: () => ({
    subject: "You can use Chickpay again",
    title: "Your membership is open again",
    paragraphs: ["You can log in as before."],
    note: "If you did not ask for this, please contact support.",
  }),
  limits_raising: ({ account, effectiveAt }) => ({
    subject: "Your Chickpay limits are going up",
    title: "Limits are going up",
    paragraphs: [
      `From ${moment("en", effectiveAt)} the limits of account ${account} are higher. Until then you can take it back under Account → Limits.`,
    ],
    note: NOT_YOU.en,
  }),
  notification: ({ title, text }) => ({
    subject: title,
    title,
    paragraphs: [text],
    note: "Mails like this one can be turned off under Notifications → Settings.",
  }),
  statement_ready: ({ from, to, expiresAt }) => ({
    subject: "Your Chickpay statement is ready",
    title: "Your statement is ready",
    paragraphs: [
      `It covers ${calendarDayIn("en", from)} to ${calendarDayIn("en", to)}. Download it in Chickpay until ${dayIn("en", expiresAt)}, under History → Export.`,
    ],
    note: "If you did not ask for it, please change your password now.",
  }),
  problem_reported: ({ number }) => ({
    subject: `Chickpay has your report (${number})`,
    title: "We have your report",
    paragraphs: [
      `Its number is ${number}. Please name it when you ask support about it.`,
      "Somebody will look at the transfer and at what you wrote.",
    ],
    note: "If you reported nothing, please change your password now.",
  }),
};
