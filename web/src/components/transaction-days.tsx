import type { TransactionDay_TransactionFragment } from "../gql/graphql";
import { dayKey, formatDay } from "../lib/dates";
import { useLanguage } from "../lib/i18n";
import { useNearDay } from "../lib/use-near-day";
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

/** A few transactions under the days they happened on. */
export function TransactionDays({ transactions }: { transactions: readonly TransactionDay_TransactionFragment[] }) {
  const nearDay = useNearDay();
  const language = useLanguage();
  const days = [...Map.groupBy(transactions, ({ recordedAt }) => dayKey(recordedAt))];
  return days.map(([key, items]) => {
    const at = items[0]?.recordedAt ?? key;
    const relative = nearDay(at);
    const full = formatDay(at, language);
    const heading = `day-${key}`;
    return (
      <section key={key} aria-labelledby={heading}>
        <div className="flex justify-between gap-3 px-5 pt-4.5 pb-1 text-caption font-medium text-ink-muted">
          <h3 id={heading}>{relative ?? full}</h3>
          {relative && <span>{full}</span>}
        </div>
        <ul>
          {items.map((transaction) => (
            <li key={transaction.id}>
              <TransactionRow transaction={transaction} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
}
