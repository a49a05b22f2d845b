import { useTranslation } from "react-i18next";
import type { TransactionDay_TransactionFragment } from "../gql/graphql";
import { useAmountsHidden } from "../lib/amount-visibility";
import { dayKey, daysAgo, formatDay } from "../lib/dates";
import { useLanguage } from "../lib/i18n";
import { formatWon, parseAmount } from "../lib/money";
import { TransactionRow } from "./transaction-row";

/* GraphQL */ `
  fragment TransactionDay_transaction on Transaction {
    id
    recordedAt
    direction
    kind
    amount
    state
    ...TransactionRow_transaction
  }
`;

type Day = { key: string; items: TransactionDay_TransactionFragment[] };

function byDay(transactions: readonly TransactionDay_TransactionFragment[]): Day[] {
  const days: Day[] = [];
  for (const transaction of transactions) {
    const key = dayKey(transaction.recordedAt);
    const last = days.at(-1);
    if (last?.key === key) last.items.push(transaction);
    else days.push({ key, items: [transaction] });
  }
  return days;
}

/** What the day did to the balance: refused payments never happened, and money that is still on its way in is not there. */
function sumOf(items: readonly TransactionDay_TransactionFragment[]): bigint {
  let sum = 0n;
  for (const { amount, direction, state } of items) {
    if (state === "RELEASED" || (state === "RESERVED" && direction === "IN")) continue;
    sum += direction === "IN" ? parseAmount(amount) : -parseAmount(amount);
  }
  return sum;
}

type TransactionDaysProps = {
  transactions: readonly TransactionDay_TransactionFragment[];
  detailed?: boolean;
  /** More pages follow, so the last day may not be complete and its sum is not said. */
  unfinished?: boolean;
};

export function TransactionDays({ transactions, detailed = false, unfinished = false }: TransactionDaysProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hidden = useAmountsHidden();
  const days = byDay(transactions);
  return days.map((day, index) => {
    const first = day.items[0];
    if (!first) return null;
    const ago = daysAgo(first.recordedAt);
    const relative = ago === 0 ? t("date.today") : ago === 1 ? t("date.yesterday") : null;
    const full = formatDay(first.recordedAt, language);
    const sum = sumOf(day.items);
    const whole = !(unfinished && index === days.length - 1);
    const heading = `day-${day.key}`;
    return (
      <section key={day.key} aria-labelledby={heading} className="far-away-is-free">
        <div className="flex justify-between gap-3 px-5 pt-4.5 pb-1 text-caption font-medium text-ink-muted">
          <h3 id={heading}>{detailed ? (relative ? `${relative}, ${full}` : full) : (relative ?? full)}</h3>
          {!detailed && relative && <span>{full}</span>}
          {detailed && whole && !hidden && (
            <span>
              <span className="sr-only">{t("history.daySum")} </span>
              {formatWon(sum, language, sum > 0n ? "in" : "none")}
            </span>
          )}
        </div>
        <ul>
          {day.items.map((transaction) => (
            <TransactionRow key={transaction.id} transaction={transaction} detailed={detailed} />
          ))}
        </ul>
      </section>
    );
  });
}
