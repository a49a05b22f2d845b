import { ChevronRight, Landmark } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { AmountEntry } from "../../components/amount-entry";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Button } from "../../components/ui/button";
import { Sheet } from "../../components/ui/sheet";
import type { Spendable_AccountFragment } from "../../gql/graphql";
import { useLanguage } from "../../lib/i18n";
import { formatWon, parseAmount } from "../../lib/money";
import { useOnline } from "../../lib/online";
import { spendableNow, spendingProblem } from "../../lib/spending";
import { useSpendingWords } from "../../lib/use-spending-words";
import { type BankAccount, BankAccountFields, bankAccountProblem } from "./bank-account-fields";
import { type FundingDraft, fundingDraft } from "./draft";
import { useBankName } from "./use-bank-name";

export function FundingAmount({ draft, account }: { draft: FundingDraft; account: Spendable_AccountFragment | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const online = useOnline();
  const words = useSpendingWords();
  const charging = draft.kind === "charge";
  const amount = BigInt(draft.amount || "0");
  const all = account && !charging ? spendableNow(account) : undefined;
  const problem = account && !charging && amount > 0n ? words(spendingProblem(amount, account)) : undefined;
  const after = account ? formatWon(parseAmount(account.balance) + amount, language) : "";
  let hint = charging ? t("charge.balanceAfter", { amount: after }) : "";
  if (!charging && all !== undefined) hint = t("withdraw.canWithdraw", { amount: formatWon(all, language) });
  if (!online) hint = t("offline.moneyOff");
  return (
    <Flow
      step={charging ? { now: 1, of: 2 } : { now: 2, of: 3 }}
      exit={charging ? "/" : "/withdraw"}
      action={
        <Button
          type="submit"
          form="amount"
          variant="yolk"
          size="xl"
          disabled={!online || !account || amount === 0n || problem !== undefined}
        >
          {t("common.next")}
        </Button>
      }
    >
      <PageTitle title={t(charging ? "charge.howMuch" : "withdraw.howMuch")} className="mt-2 question" />
      <BankRow draft={draft} />
      <form
        id="amount"
        className="flex flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate(charging ? "/charge/confirm" : "/withdraw/confirm");
        }}
      >
        <AmountEntry
          value={draft.amount}
          onChange={(digits) => fundingDraft.change({ amount: digits, idempotencyKey: null, submitted: false })}
          hint={hint}
          problem={problem}
          all={all}
        />
      </form>
    </Flow>
  );
}

/** Where the money comes from or goes to. A charge may change it here; a withdrawal was asked before. */
function BankRow({ draft }: { draft: FundingDraft }) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  const name = useBankName(draft);
  const inside = (
    <>
      <span aria-hidden="true" className="grid size-10 flex-none place-items-center rounded-full bg-surface-muted">
        <Landmark className="icon" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-body font-medium">{name}</span>
        <span className="block text-caption text-ink-muted">{t("bank.sandbox")}</span>
      </span>
    </>
  );
  const look = "-mx-2 mt-3 flex min-h-(--row) items-center gap-3 rounded-md px-2 text-left";
  if (draft.kind === "withdraw") return <div className={look}>{inside}</div>;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setChanging(true)}
        className={`${look} hover:bg-surface-muted`}
      >
        {inside}
        <span className="sr-only">{t("charge.changeBank")}</span>
        <ChevronRight className="icon text-ink-muted" aria-hidden="true" />
      </button>
      <Sheet open={changing} onOpenChange={setChanging} title={t("charge.whereTitle")}>
        <SourceForm draft={draft} onDone={() => setChanging(false)} />
      </Sheet>
    </>
  );
}

function SourceForm({ draft, onDone }: { draft: FundingDraft; onDone: () => void }) {
  const { t } = useTranslation();
  const [source, setSource] = useState<BankAccount>({
    bankCode: draft.bankCode,
    bankAccountNumber: draft.bankAccountNumber,
  });
  const [shown, setShown] = useState<"bank" | "number" | null>(null);
  const keep = (value: BankAccount) => {
    fundingDraft.change({ ...value, idempotencyKey: null });
    onDone();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const problem = bankAccountProblem(source);
        setShown(problem);
        if (!problem) keep(source);
      }}
    >
      <BankAccountFields value={source} onChange={setSource} problem={shown} />
      <div className="mt-6 grid grid-cols-1 gap-2">
        <Button type="submit" variant="ink" size="xl">
          {t("charge.useThisBank")}
        </Button>
        <Button size="xl" onClick={() => keep({ bankCode: null, bankAccountNumber: "" })}>
          {t("charge.useLinked")}
        </Button>
      </div>
    </form>
  );
}
