import { useTranslation } from "react-i18next";
import { AmountEntry } from "../../components/amount-entry";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Button } from "../../components/ui/button";

type SumStepProps = {
  now: number;
  title: string;
  hint: string;
  amount: string;
  onChange: (amount: string) => void;
  onNext: () => void;
};

/** How much. */
export function SumStep({ now, title, hint, amount, onChange, onNext }: SumStepProps) {
  const { t } = useTranslation();
  return (
    <Flow
      step={{ now, of: 3 }}
      exit="/requests"
      action={
        <Button type="submit" form="amount" variant="yolk" size="xl" disabled={!amount}>
          {t("common.next")}
        </Button>
      }
    >
      <PageTitle title={title} className="mt-2 question" />
      <form
        id="amount"
        className="flex flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          onNext();
        }}
      >
        <AmountEntry value={amount} onChange={onChange} hint={hint} problem={undefined} />
      </form>
    </Flow>
  );
}
