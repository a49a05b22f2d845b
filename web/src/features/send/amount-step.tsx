import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { AmountEntry } from "../../components/amount-entry";
import { Avatar } from "../../components/avatar";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Button, ButtonLink } from "../../components/ui/button";
import type { Spendable_AccountFragment } from "../../gql/graphql";
import { maskAccountNumber } from "../../lib/account-number";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { useOnline } from "../../lib/online";
import { spendableNow, spendingProblem } from "../../lib/spending";
import { useSpendingWords } from "../../lib/use-spending-words";
import { type SendDraft, sendDraft } from "./draft";

export function AmountStep({ draft, account }: { draft: SendDraft; account: Spendable_AccountFragment | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const online = useOnline();
  const words = useSpendingWords();
  const amount = BigInt(draft.amount || "0");
  const all = account ? spendableNow(account) : undefined;
  const problem = account && amount > 0n ? words(spendingProblem(amount, account)) : undefined;
  const change = (digits: string) => sendDraft.change({ amount: digits, idempotencyKey: null, submitted: false });
  const hint = !online
    ? t("offline.moneyOff")
    : all === undefined
      ? ""
      : t("send.canSend", { amount: formatWon(all, language) });
  return (
    <Flow
      step={{ now: 2, of: 3 }}
      exit="/send"
      action={
        <>
          <Button
            type="submit"
            form="amount"
            variant="yolk"
            size="xl"
            disabled={!online || amount === 0n || !account || problem !== undefined}
          >
            {t("common.next")}
          </Button>
          {problem !== undefined && (
            // What is too much today may be there on the day.
            <ButtonLink to="/send/when" variant="ghost" size="xl">
              {t("send.later")}
            </ButtonLink>
          )}
        </>
      }
    >
      <div className="flex items-center gap-3.5 pt-1">
        <Avatar kind={draft.kind} name={draft.maskedName} big />
        <div className="min-w-0">
          <PageTitle
            title={t(draft.kind === "BANK" ? "send.own.to" : "send.to", { name: draft.maskedName, kind: draft.kind })}
            className="truncate text-heading font-bold"
          />
          <p className="mt-0.5 text-label leading-[1.4] text-ink-muted">
            {t("common.ourBank")} {maskAccountNumber(draft.toAccountNumber)}
          </p>
        </div>
      </div>
      <form
        id="amount"
        className="flex flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate("/send/confirm");
        }}
      >
        <AmountEntry value={draft.amount} onChange={change} hint={hint} problem={problem} all={all} />
      </form>
    </Flow>
  );
}
