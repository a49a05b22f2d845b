import { Check, ChevronDown, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "../../components/money";
import { OpenAccountForm } from "../../components/open-account-form";
import { Button } from "../../components/ui/button";
import { Sheet } from "../../components/ui/sheet";
import { Skeleton } from "../../components/ui/skeleton";
import { maskAccountNumber } from "../../lib/account-number";
import { useAmountsHidden } from "../../lib/amount-visibility";
import { chooseAccount } from "../../lib/current-account";
import { useViewer } from "../../lib/graphql/viewer";

export function AccountSwitcher() {
  const { t } = useTranslation();
  const { account } = useViewer();
  const [open, setOpen] = useState(false);
  if (!account)
    return (
      <div className="flex min-h-11 items-center">
        <Skeleton className="h-4 w-28" />
      </div>
    );
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="-ml-2 flex min-h-11 max-w-full items-center gap-1 rounded-sm px-2 text-label font-semibold hover:bg-surface-press"
      >
        <span className="truncate">{account.nickname}</span>
        <span className="font-regular text-ink-muted">{maskAccountNumber(account.number)}</span>
        <ChevronDown className="icon-sm" aria-hidden="true" />
      </button>
      <Sheet open={open} onOpenChange={setOpen} title={t("account.choose")}>
        <Choices onDone={() => setOpen(false)} />
      </Sheet>
    </>
  );
}

function Choices({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { accounts, account: current } = useViewer();
  const hidden = useAmountsHidden();
  const [opening, setOpening] = useState(false);
  const choose = (id: string) => {
    chooseAccount(id);
    onDone();
  };
  if (opening) return <OpenAccountForm onOpened={choose} />;
  return (
    <>
      <ul className="-mx-2">
        {accounts.map((account) => (
          <li key={account.id}>
            <button
              type="button"
              aria-current={account.id === current?.id || undefined}
              onClick={() => choose(account.id)}
              className="flex min-h-15 w-full items-center gap-3 rounded-md px-2 py-2 text-left hover:bg-surface-muted"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate text-body-lg font-medium">{account.nickname}</span>
                <span className="block text-caption text-ink-muted">{maskAccountNumber(account.number)}</span>
              </span>
              {hidden ? (
                <span className="text-caption text-ink-muted">{t("money.hiddenShort")}</span>
              ) : (
                <Money amount={account.balance} size="row" />
              )}
              <Check className={account.id === current?.id ? "icon" : "icon invisible"} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <Button className="mt-3 w-full" onClick={() => setOpening(true)}>
        <Plus className="icon" aria-hidden="true" />
        {t("account.open")}
      </Button>
    </>
  );
}
