import type { DataSource } from "typeorm";
import { kstMonthBounds } from "../../shared/clock.js";
import type { AccountId, UserId } from "../../shared/ids.js";
import type { LedgerReader } from "../ledger/index.js";

export interface MonthFlow {
  /** `yyyy-mm` in Asia/Seoul. */
  month: string;
  totalIn: bigint;
  totalOut: bigint;
  count: number;
}

export interface DayBalance {
  /** `yyyy-mm-dd` in Asia/Seoul. */
  day: string;
  balance: bigint;
}

export interface CounterpartyTotal {
  counterpartyId: AccountId;
  totalIn: bigint;
  totalOut: bigint;
  count: number;
}

export const SPENDING_CATEGORIES = ["PEOPLE", "SHOPS", "OWN_BANK", "OWN_ACCOUNTS"] as const;

/** What went out in a month to one sort of other side. */
export interface CategoryTotal {
  category: (typeof SPENDING_CATEGORIES)[number];
  totalOut: bigint;
}

export interface Turnover {
  totalIn: bigint;
  totalOut: bigint;
  count: number;
}

/** Of an account's months, the latest first: a shop may have paid back to any number of people. */
const COUNTERPARTIES_LOOKED_AT = 2_000;

/** Reads what `insightsProjection` has made of the events, a second or two behind the books where it says nothing else. */
export class InsightsService {
  constructor(
    private readonly source: DataSource,
    private readonly ledger: LedgerReader,
  ) {}

  /**
   * What came in and went out in a month `yyyy-mm`, up to this moment: its days as they are summed up, and from the books
   * what the projection has not taken in. Null when some of it is archived.
   */
  async turnover(account: AccountId, month: string): Promise<Turnover | null> {
    const [known]: Array<Record<"totalIn" | "totalOut" | "count" | "version", string>> = await this.source.query(
      `SELECT coalesce(sum(total_in), 0) AS "totalIn", coalesce(sum(total_out), 0) AS "totalOut",
              coalesce(sum(count), 0) AS count,
              coalesce((SELECT version FROM account_days WHERE account_id = $1 ORDER BY day DESC LIMIT 1), 0) AS version
       FROM account_days WHERE account_id = $1 AND day >= $2::date AND day < $2::date + interval '1 month'`,
      [account, `${month}-01`],
    );
    const { from, to } = kstMonthBounds(month);
    const rest = await this.ledger.turnover(account, from, to, BigInt(known?.version ?? 0));
    return (
      rest && {
        totalIn: BigInt(known?.totalIn ?? 0) + rest.in,
        totalOut: BigInt(known?.totalOut ?? 0) + rest.out,
        count: Number(known?.count ?? 0) + rest.count,
      }
    );
  }

  /** Months from `from` to `to`, oldest first; those in which nothing happened are not among them. */
  async months(account: AccountId, from: string, to: string): Promise<MonthFlow[]> {
    const rows: Array<Record<"month" | "totalIn" | "totalOut" | "count", string>> = await this.source.query(
      `SELECT to_char(day, 'YYYY-MM') AS month, sum(total_in) AS "totalIn", sum(total_out) AS "totalOut", sum(count) AS count
       FROM account_days WHERE account_id = $1 AND day >= $2::date AND day < $3::date + interval '1 month'
       GROUP BY 1 ORDER BY 1`,
      [account, `${from}-01`, `${to}-01`],
    );
    return rows.map(({ month, totalIn, totalOut, count }) => ({
      month,
      totalIn: BigInt(totalIn),
      totalOut: BigInt(totalOut),
      count: Number(count),
    }));
  }

  /**
   * Where each day left the account, oldest first: days on which something happened, after the one that the span began
   * with. Days whose postings are archived are left out.
   */
  async balances(account: AccountId, from: string): Promise<DayBalance[]> {
    const rows: Array<{ day: string; balance: string }> = await this.source.query(
      `(SELECT to_char($2::date, 'YYYY-MM-DD') AS day, closing AS balance FROM account_days
        WHERE account_id = $1 AND day < $2::date AND closing IS NOT NULL ORDER BY account_days.day DESC LIMIT 1)
       UNION ALL
       (SELECT to_char(day, 'YYYY-MM-DD'), closing FROM account_days
        WHERE account_id = $1 AND day >= $2::date AND closing IS NOT NULL ORDER BY account_days.day LIMIT 400)`,
      [account, from],
    );
    return rows.map(({ day, balance }) => ({ day, balance: BigInt(balance) }));
  }

  /**
   * To what sort of other side a month's money went, the largest sum first; what got none is not among them. Who an
   * account belongs to is looked at now: it is the same as ever, since neither changes hands.
   */
  async categories(account: AccountId, month: string): Promise<CategoryTotal[]> {
    const rows: Array<{ category: CategoryTotal["category"]; totalOut: string }> = await this.source.query(
      `SELECT category, sum(total_out) AS "totalOut" FROM (
         SELECT c.total_out, CASE
           -- What is nobody's account here stands for the banks.
           WHEN theirs.id IS NULL THEN 'OWN_BANK'
           WHEN theirs.user_id = mine.user_id THEN 'OWN_ACCOUNTS'
           WHEN holder.kind = 'shop' THEN 'SHOPS'
           ELSE 'PEOPLE' END AS category
         FROM counterparty_months c JOIN accounts mine ON mine.id = c.account_id
         LEFT JOIN accounts theirs ON theirs.id = c.counterparty_id
         LEFT JOIN users holder ON holder.id = theirs.user_id
         WHERE c.account_id = $1 AND c.month = $2::date AND c.total_out > 0) sides
       GROUP BY category ORDER BY 2 DESC, category`,
      [account, `${month}-01`],
    );
    return rows.map(({ category, totalOut }) => ({ category, totalOut: BigInt(totalOut) }));
  }

  /** With whom most was moved in a month, the largest sum first. */
  async counterparties(account: AccountId, month: string, limit: number): Promise<CounterpartyTotal[]> {
    const rows: Array<{ id: AccountId; totalIn: string; totalOut: string; count: number }> = await this.source.query(
      `SELECT counterparty_id AS id, total_in AS "totalIn", total_out AS "totalOut", count FROM counterparty_months
       WHERE account_id = $1 AND month = $2::date ORDER BY total_in + total_out DESC, counterparty_id LIMIT $3`,
      [account, `${month}-01`, limit],
    );
    return rows.map(({ id, totalIn, totalOut, count }) => ({
      counterpartyId: id,
      totalIn: BigInt(totalIn),
      totalOut: BigInt(totalOut),
      count,
    }));
  }

  /** Whether a member has ever sent money to an account, up to a moment ago: what is newest is not counted yet. */
  async hasPaid(userId: UserId, payee: AccountId): Promise<boolean> {
    const [row]: Array<{ paid: boolean }> = await this.source.query(
      `SELECT EXISTS (SELECT FROM accounts mine JOIN counterparty_months c ON c.account_id = mine.id
         WHERE mine.user_id = $1 AND c.counterparty_id = $2 AND c.total_out > 0) AS paid`,
      [userId, payee],
    );
    return row?.paid ?? false;
  }

  /** Accounts of others that a member has sent money to in the last months, those of the latest month first. */
  async paidLately(userId: UserId, months: number, limit: number): Promise<AccountId[]> {
    const rows: Array<{ id: AccountId }> = await this.source.query(
      `SELECT c.counterparty_id AS id FROM accounts mine CROSS JOIN LATERAL (
         SELECT * FROM counterparty_months c
         WHERE c.account_id = mine.id
           AND c.month > (clock_timestamp() AT TIME ZONE 'Asia/Seoul')::date - make_interval(months => $2)
         ORDER BY c.month DESC LIMIT $3) c
       JOIN accounts theirs ON theirs.id = c.counterparty_id
       WHERE mine.user_id = $1 AND mine.closed_at IS NULL AND theirs.user_id <> mine.user_id AND c.total_out > 0
       GROUP BY c.counterparty_id ORDER BY max(c.month) DESC, sum(c.count) DESC, c.counterparty_id LIMIT $4`,
      [userId, months, COUNTERPARTIES_LOOKED_AT, limit],
    );
    return rows.map(({ id }) => id);
  }
}
