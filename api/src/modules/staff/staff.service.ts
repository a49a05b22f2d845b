import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { MemberNotFoundError, RequestError, SecondFactorNeededError } from "../../shared/errors.js";
import type { SessionId, UserId } from "../../shared/ids.js";
import { line, readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import { type AuditAction, recordAudit, recordRefusal } from "../audit/index.js";
import { factorsOf, type SessionService } from "../auth/index.js";
import type { MailService } from "../mail/index.js";
import { emailField, type Member, type Role, UserEntity, type UserStore } from "../users/index.js";

/** One of the staff, as the access token says. */
export interface StaffCaller {
  userId: UserId;
  sessionId: SessionId;
}

type Rank = Exclude<Role, "member">;
const RANKS: Readonly<Record<Role, number>> = { member: 0, operator: 1, administrator: 2 };

const About = z.object({ email: emailField });
const Because = About.extend({ reason: line(200, "reason") });

/** The service's own console, on the machine itself. */
const ON_THE_MACHINE: Origin = { sessionId: null, address: "", userAgent: null, requestId: "command" };

/**
 * What the staff do to members. Operators lock and unlock members; administrators also the staff, and they say who
 * belongs to it. Nobody acts on themselves, so there is always an administrator left. Every look is written down.
 */
export class StaffService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly sessions: SessionService,
    private readonly mail: MailService,
  ) {}

  /** Null for an unknown address. @throws RequestError FORBIDDEN, InvalidInputError */
  async look(caller: StaffCaller, input: { email: string }, origin: Origin): Promise<Member | null> {
    return this.permitted(caller, input, "look", origin, async (tx) => {
      await this.require(tx, await this.users.find(caller.userId, tx), caller, "operator");
      const { email } = readInput(About, input);
      const member = await this.users.findByEmail(email, tx);
      const event = { action: "staff.looked_up", actorId: caller.userId, userId: member?.id ?? null } as const;
      await recordAudit(tx, { ...event, outcome: member ? "done" : "refused" }, origin);
      return member;
    });
  }

  /**
   * Ends every session of the member and lets nobody log in; money that others send still arrives.
   * @throws RequestError FORBIDDEN, InvalidInputError, MemberNotFoundError
   */
  async lock(caller: StaffCaller, input: { email: string; reason: string }, origin: Origin): Promise<Member> {
    return this.act(caller, input, "lock", origin, (member) =>
      member.lockedAt ? null : { action: "member.locked", change: { lockedAt: new Date() }, mail: "member_locked" },
    );
  }

  /** @throws as lock */
  async unlock(caller: StaffCaller, input: { email: string; reason: string }, origin: Origin): Promise<Member> {
    return this.act(caller, input, "unlock", origin, (member) =>
      member.lockedAt ? { action: "member.unlocked", change: { lockedAt: null }, mail: "member_unlocked" } : null,
    );
  }

  /** Takes effect at once: every session of the member ends. @throws as lock; SecondFactorNeededError */
  async changeRole(
    caller: StaffCaller,
    { role, ...input }: { email: string; reason: string; role: Role },
    origin: Origin,
  ): Promise<Member> {
    const decide = (member: Member, tx: EntityManager) => roleChange(tx, member, role);
    return this.act(caller, input, "change role", origin, decide, "administrator");
  }

  /** For `npm run staff`: whoever holds the machine makes the first administrator. @throws MemberNotFoundError, SecondFactorNeededError */
  async appoint(email: string, role: Role): Promise<void> {
    const ended = await inTransaction(this.source, async (tx) => {
      const member = await this.lockByEmail(tx, readInput(About, { email }).email);
      return this.carryOut(tx, null, member, await roleChange(tx, member, role), "npm run staff", ON_THE_MACHINE);
    });
    for (const session of ended) this.sessions.forget(session);
  }

  private async act(
    caller: StaffCaller,
    input: { email: string; reason: string },
    what: string,
    origin: Origin,
    decide: (member: Member, tx: EntityManager) => Act | null | Promise<Act | null>,
    rank: Rank = "operator",
  ): Promise<Member> {
    const { member, ended } = await this.permitted(caller, input, what, origin, async (tx) => {
      await this.require(tx, await this.users.find(caller.userId, tx), caller, rank);
      const { email, reason } = readInput(Because, input);
      const found = await this.users.findByEmail(email, tx);
      if (!found) throw new MemberNotFoundError();
      // Both are held, in one order: of two who demote each other, the second is nobody any more.
      const held = new Map<UserId, Member | null>();
      for (const id of [...new Set([caller.userId, found.id])].sort()) held.set(id, await this.users.lock(tx, id));
      const staff = await this.require(tx, held.get(caller.userId) ?? null, caller, rank);
      const member = held.get(found.id);
      if (!member) throw new MemberNotFoundError();
      // A colleague is an administrator's business, and oneself is somebody else's.
      if (member.id === staff.id || (member.role !== "member" && staff.role !== "administrator"))
        throw new RequestError("FORBIDDEN");
      const act = await decide(member, tx);
      const ended = await this.carryOut(tx, staff.id, member, act, reason, origin);
      return { member: { ...member, ...act?.change }, ended };
    });
    for (const session of ended) this.sessions.forget(session);
    return member;
  }

  /** In a transaction; who may not, and who asks for somebody unknown, is written down. */
  private permitted<T>(
    { userId: actorId }: StaffCaller,
    { email }: { email: string },
    what: string,
    origin: Origin,
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    const refused = async (error: unknown) => {
      if (error instanceof MemberNotFoundError)
        return { action: "staff.looked_up", actorId, userId: null, after: { what } } as const;
      if (!(error instanceof RequestError && error.code === "FORBIDDEN")) return null;
      const about = About.safeParse({ email });
      const member = about.success ? await this.users.findByEmail(about.data.email) : null;
      return { action: "staff.refused", actorId, userId: member?.id ?? null, after: { what } } as const;
    };
    return recordRefusal(this.source, refused, origin, () => inTransaction(this.source, work));
  }

  private async carryOut(
    tx: EntityManager,
    actorId: UserId | null,
    member: Member,
    act: Act | null,
    reason: string,
    origin: Origin,
  ): Promise<SessionId[]> {
    const { id: userId, role, lockedAt } = member;
    // What is so already is not done twice; that it was seen is written down.
    if (!act) {
      await recordAudit(tx, { action: "staff.looked_up", actorId, userId, after: { reason } }, origin);
      return [];
    }
    await tx.update(UserEntity, { id: userId }, act.change);
    const after = { ...act.change, reason };
    await recordAudit(tx, { action: act.action, actorId, userId, before: { role, lockedAt }, after }, origin);
    if (act.mail) await this.mail.notify(tx, member, act.mail, {});
    return this.sessions.endAll(tx, userId, origin, actorId);
  }

  /**
   * The role as it is now, of somebody who has shown a second factor and proves the key of the session.
   * @throws RequestError FORBIDDEN
   */
  private async require(
    tx: EntityManager,
    member: Member | null,
    { sessionId }: StaffCaller,
    rank: Rank,
  ): Promise<Member> {
    const isFit = member && !member.lockedAt && RANKS[member.role] >= RANKS[rank];
    if (!isFit || !(await this.sessions.isStrong(tx, sessionId))) throw new RequestError("FORBIDDEN");
    return member;
  }

  private async lockByEmail(tx: EntityManager, email: string): Promise<Member> {
    const found = await this.users.findByEmail(email, tx);
    const member = found && (await this.users.lock(tx, found.id));
    if (!member) throw new MemberNotFoundError();
    return member;
  }
}

interface Act {
  action: AuditAction;
  change: Partial<Pick<UserEntity, "role" | "lockedAt">>;
  mail?: "member_locked" | "member_unlocked";
}

/** Whoever has no second factor is not known to be more than somebody with a password, who could add the first one. */
async function roleChange(tx: EntityManager, member: Member, role: Role): Promise<Act | null> {
  if (member.role === role) return null;
  if (role !== "member" && (await factorsOf(tx, member.id)).length === 0) throw new SecondFactorNeededError();
  return { action: "member.role_changed", change: { role } };
}
