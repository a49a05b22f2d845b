import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CardHead } from "../../components/card-head";
import { Money } from "../../components/money";
import { maskAccountNumber } from "../../lib/account-number";
import { useAmountsHidden } from "../../lib/amount-visibility";
import { useViewer } from "../../lib/graphql/viewer";

/** All accounts at a glance, where a wide screen has the room. */
export function AccountsCard() {
  const { t } = useTranslation();
  const { accounts } = useViewer();
  const hidden = useAmountsHidden();
  return (
    <section aria-labelledby="accounts" className="hidden overflow-hidden rounded-lg bg-surface pt-4.5 pb-2 lg:block">
      <div className="px-5 pb-1">
        <CardHead id="accounts" title={t("more.accounts")} more={{ to: "/more", text: t("home.manage") }} />
      </div>
      <ul>
        {accounts.map((account) => (
          <li key={account.id}>
            <Link
              to={`/accounts/${account.id}`}
              className="flex min-h-(--row) items-center gap-3 px-5 py-2 -outline-offset-2 transition-colors hover:bg-surface-muted"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate text-body font-medium">{account.nickname}</span>
                <span className="block text-caption text-ink-muted">{maskAccountNumber(account.number)}</span>
              </span>
              {hidden ? (
                <span className="text-caption text-ink-muted">{t("money.hiddenShort")}</span>
              ) : (
                <Money amount={account.balance} className="font-semibold" />
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
