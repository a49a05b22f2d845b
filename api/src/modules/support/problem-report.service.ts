import { randomInt } from "node:crypto";
import type { DataSource } from "typeorm";
import { z } from "zod";
import { InvalidInputError } from "../../shared/errors.js";
import type { UserId } from "../../shared/ids.js";
import { line, readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import { type AccountDirectory, ownMovement } from "../accounts/index.js";
import { recordAudit } from "../audit/index.js";
import type { LedgerReader } from "../ledger/index.js";
import type { MailService } from "../mail/index.js";
import type { UserStore } from "../users/index.js";

export const PROBLEMS = ["wrong_payee", "wrong_amount", "not_mine", "other"] as const;
export type Problem = (typeof PROBLEMS)[number];

const TEXT_MAX = 500;
/** More than one person has in a day, and few enough to be read. */
const A_DAY_MAX = 10;

const Report = z.object({
  transferId: z.string(),
  problem: z.enum(PROBLEMS),
  text: line(TEXT_MAX, "report"),
});

/** What members say is wrong with a transfer, kept for the operators. What it tells of lives is sealed like a note. */
export class ProblemReportService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly directory: AccountDirectory,
    private readonly ledger: LedgerReader,
    private readonly mail: MailService,
  ) {}

  /** @returns the number that the member names when asking for it @throws InvalidInputError */
  async report(
    userId: UserId,
    input: { transferId: string; problem: Problem; text: string },
    origin: Origin,
  ): Promise<string> {
    const { transferId, problem, text } = readInput(Report, input);
    const movement = await ownMovement(this.ledger, this.directory, userId, transferId);
    if (!movement) throw InvalidInputError.of("transferId", "transaction_unknown");
    const number = newNumber();
    await inTransaction(this.source, async (tx) => {
      // One after the other, so that many at once do not go past the limit.
      const member = await this.users.lock(tx, userId);
      if (!member) throw new Error(`member ${userId} is not there`);
      const [{ lately }] = await tx.query(
        `SELECT count(*)::int AS lately FROM problem_reports
         WHERE user_id = $1 AND reported_at > clock_timestamp() - interval '1 day'`,
        [userId],
      );
      if (lately >= A_DAY_MAX) throw InvalidInputError.of("transferId", "reports_full");
      const vault = await this.users.ownVault(userId, tx);
      await tx.query(
        `INSERT INTO problem_reports (number, user_id, movement_id, problem, sealed) VALUES ($1, $2, $3, $4, $5)`,
        [number, userId, movement.id, problem, vault.seal(Buffer.from(text), `problem_reports.sealed/${number}`)],
      );
      const { email, language } = member;
      await this.mail.write(tx, { template: "problem_reported", to: email, language, details: { number } });
      const after = { number, movement: movement.id, problem };
      await recordAudit(tx, { action: "problem.reported", actorId: userId, after }, origin);
    });
    return number;
  }
}

/** Without letters and digits that are taken for one another, as it is read out on the phone: `K7M2-9QXD`. */
function newNumber(): string {
  const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  const four = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return `${four()}-${four()}`;
}
