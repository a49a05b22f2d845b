import { HandCoins } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { PayeeSearch, usePayeeSearch } from "../../components/payee-search";
import { Button } from "../../components/ui/button";
import type { Payees } from "../../lib/use-payees";
import { payeeOf, sendDraft } from "./draft";

type RecipientStepProps = {
  fromAccountId: string;
  fromAccountNumber: string;
  payees: Payees;
  ownAccounts: readonly { id: string; nickname: string; number: string }[];
};

export function RecipientStep({ fromAccountId, fromAccountNumber, payees, ownAccounts }: RecipientStepProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = usePayeeSearch(
    (number) => (number === fromAccountNumber ? t("send.sameAccount") : undefined),
    (payee) => {
      sendDraft.start({
        fromAccountId,
        ...payeeOf(payee, ownAccounts),
        amount: "",
        memo: "",
        recipientMemo: "",
        idempotencyKey: null,
        submitted: false,
      });
      void navigate("/send/amount");
    },
    t("send.otherBank"),
  );
  return (
    <Flow
      step={{ now: 1, of: 3 }}
      action={
        <Button
          type="submit"
          form="recipient"
          variant="yolk"
          size="xl"
          busy={search.looking}
          disabled={!search.canSubmit}
        >
          {search.looking ? t("send.looking") : t("common.next")}
        </Button>
      }
    >
      <PageTitle title={t("send.whoTitle")} className="mt-2 question" />
      <PayeeSearch
        id="recipient"
        label={t("send.accountNumber")}
        search={search}
        payees={payees}
        ownAccounts={ownAccounts}
      >
        <Link
          to="/requests/new"
          className="-mx-2 mt-6 flex min-h-(--row) items-center gap-3 rounded-md px-2 text-body font-medium hover:bg-surface-muted"
        >
          <HandCoins className="icon text-ink-muted" aria-hidden="true" />
          {t("requests.instead")}
        </Link>
      </PayeeSearch>
    </Flow>
  );
}
