import type { EntityManager } from "typeorm";
import type { UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";
import { type AccountCard, toRecipient } from "../accounts/index.js";
import { whereabouts } from "../auth/index.js";
import type { MailService } from "../mail/index.js";
import type { Member } from "../users/index.js";
import type { ScheduleEntity } from "./schedule.entity.js";

/** A payee as the sender may read them: in full when it is a shop or the sender. */
export function payeeName(payee: AccountCard, sender: UserId): string {
  return payee.userId === sender ? payee.holderName : toRecipient(payee).maskedName;
}

/** As mails and notices speak of it: what they say is kept in clear, so that no name stands in it in full. */
export function payeeToTell(payee: AccountCard) {
  return { maskedName: toRecipient(payee).maskedName, isShop: payee.holderKind === "shop" };
}

/**
 * Tells the owner, whatever they have chosen to be told of: who has taken over a session is not to plan money in silence.
 */
export async function tellPlanned(
  tx: EntityManager,
  mail: MailService,
  owner: Member,
  template: "schedule_made" | "schedule_changed",
  { schedule, payee }: { schedule: ScheduleEntity; payee: AccountCard },
  origin: Origin,
): Promise<void> {
  const { id: scheduleId, amount, kind, nextRunAt: nextAt } = schedule;
  const details = { amount, ...payeeToTell(payee), kind, nextAt, ...whereabouts(origin) };
  await mail.notify(tx, owner, template, details, { scheduleId });
}
