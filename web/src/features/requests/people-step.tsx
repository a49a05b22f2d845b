import { Link2, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/avatar";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { type FoundPayee, PayeeSearch, usePayeeSearch } from "../../components/payee-search";
import { Button } from "../../components/ui/button";
import { useLanguage } from "../../lib/i18n";
import { formatWon, parseAmount } from "../../lib/money";
import type { Payees } from "../../lib/use-payees";
import type { Sharer } from "./drafts";
import { LinkMark } from "./link-mark";
import { linkNumber } from "./shares";

/** As the server has it. */
const OTHERS_MAX = 20;

type PeopleStepProps = {
  payees: Payees;
  ownNumbers: readonly string[];
  total: string;
  sharers: readonly Sharer[];
  onAdd: (payer: FoundPayee | null) => void;
  onRemove: (key: string) => void;
  onNext: () => void;
};

/** With whom, besides oneself. */
export function PeopleStep({ payees, ownNumbers, total, sharers, onAdd, onRemove, onNext }: PeopleStepProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isFull = sharers.length >= OTHERS_MAX;
  // Nobody can be asked for less than a won.
  const isTooLittle = parseAmount(total) <= BigInt(sharers.length);
  const refuse = (number: string) => {
    if (ownNumbers.includes(number)) return t("requests.notMe");
    if (isFull) return t("requests.full", { count: OTHERS_MAX });
    return sharers.some(({ payer }) => payer?.accountNumber === number) ? t("requests.alreadyIn") : undefined;
  };
  const search = usePayeeSearch(refuse, onAdd, t("requests.otherBank"));
  return (
    <Flow
      step={{ now: 2, of: 3 }}
      exit="/requests"
      action={
        search.text ? (
          <Button
            type="submit"
            form="sharer"
            variant="yolk"
            size="xl"
            busy={search.looking}
            disabled={!search.canSubmit}
          >
            {search.looking ? t("send.looking") : t("requests.add")}
          </Button>
        ) : (
          <>
            {isTooLittle && (
              <p role="status" className="text-caption font-medium text-negative">
                {t("requests.tooLittle", { amount: formatWon(total, language), count: sharers.length + 1 })}
              </p>
            )}
            <Button variant="yolk" size="xl" disabled={sharers.length === 0 || isTooLittle} onClick={onNext}>
              {t("requests.withPeople", { count: sharers.length + 1 })}
            </Button>
          </>
        )
      }
    >
      <PageTitle title={t("requests.withWhomTitle")} className="mt-2 question" />
      <p className="mt-2 lead">{t("requests.withWhomText")}</p>
      {sharers.length > 0 && (
        <ul aria-label={t("requests.people")} className="mt-4 grid grid-cols-1 gap-1">
          {sharers.map(({ key, payer }, index) => {
            const name = payer?.maskedName ?? t("requests.linkShare", { number: linkNumber(sharers, index) });
            return (
              <li key={key} className="flex min-h-11 items-center gap-3">
                {payer ? <Avatar kind={payer.kind} name={payer.maskedName} /> : <LinkMark />}
                <span className="min-w-0 flex-1 truncate text-body font-medium">{name}</span>
                <button
                  type="button"
                  aria-label={t("requests.remove", { name })}
                  onClick={() => onRemove(key)}
                  className="grid size-11 place-items-center rounded-full text-ink-muted hover:bg-surface-muted"
                >
                  <X className="icon" aria-hidden="true" />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <PayeeSearch id="sharer" label={t("requests.payerNumber")} search={search} payees={payees}>
        <Button className="mt-4 w-full" disabled={isFull} onClick={() => onAdd(null)}>
          <Link2 className="icon" aria-hidden="true" />
          {t("requests.addLink")}
        </Button>
      </PayeeSearch>
    </Flow>
  );
}
