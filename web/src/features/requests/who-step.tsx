import { Link2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { type FoundPayee, PayeeSearch, usePayeeSearch } from "../../components/payee-search";
import { Button } from "../../components/ui/button";
import type { Payees } from "../../lib/use-payees";

type WhoStepProps = { payees: Payees; ownNumbers: readonly string[]; onPick: (payer: FoundPayee | null) => void };

/** Of whom: somebody who is found as when sending, or whoever has a link. */
export function WhoStep({ payees, ownNumbers, onPick }: WhoStepProps) {
  const { t } = useTranslation();
  const search = usePayeeSearch(
    (number) => (ownNumbers.includes(number) ? t("requests.notMe") : undefined),
    onPick,
    t("requests.otherBank"),
  );
  return (
    <Flow
      step={{ now: 1, of: 3 }}
      exit="/requests"
      action={
        <>
          <Button
            type="submit"
            form="payer"
            variant="yolk"
            size="xl"
            busy={search.looking}
            disabled={!search.canSubmit}
          >
            {search.looking ? t("send.looking") : t("common.next")}
          </Button>
          <Button size="xl" variant="ghost" onClick={() => onPick(null)}>
            <Link2 className="icon" aria-hidden="true" />
            {t("requests.byLink")}
          </Button>
        </>
      }
    >
      <PageTitle title={t("requests.whoTitle")} className="mt-2 question" />
      <PayeeSearch id="payer" label={t("requests.payerNumber")} search={search} payees={payees}>
        <Link
          to="/requests/split"
          className="-mx-2 mt-6 flex min-h-11 items-center rounded-md px-2 text-label font-medium underline underline-offset-4 hover:bg-surface-muted"
        >
          {t("requests.splitInstead")}
        </Link>
      </PayeeSearch>
    </Flow>
  );
}
