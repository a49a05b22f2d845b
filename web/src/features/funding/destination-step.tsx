import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Button } from "../../components/ui/button";
import { BankAccountFields, bankAccountProblem } from "./bank-account-fields";
import { type FundingDraft, fundingDraft } from "./draft";
import { SandboxNote } from "./sandbox-note";

/** Withdrawals ask where to first: the bank and the number, then how much. */
export function DestinationStep({ draft }: { draft: FundingDraft }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [shown, setShown] = useState<"bank" | "number" | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problem = bankAccountProblem(draft);
    setShown(problem);
    if (!problem) void navigate("/withdraw/amount");
  };
  return (
    <Flow
      step={{ now: 1, of: 3 }}
      action={
        <Button type="submit" form="destination" variant="yolk" size="xl">
          {t("common.next")}
        </Button>
      }
    >
      <PageTitle title={t("withdraw.whereTitle")} className="mt-2 question" />
      <form id="destination" onSubmit={submit} noValidate className="mt-6 grid grid-cols-1 gap-6">
        <BankAccountFields
          value={draft}
          problem={shown}
          onChange={({ bankCode, bankAccountNumber }) => {
            setShown(null);
            fundingDraft.change({ bankCode, bankAccountNumber, idempotencyKey: null });
          }}
        />
        <SandboxNote />
      </form>
    </Flow>
  );
}
