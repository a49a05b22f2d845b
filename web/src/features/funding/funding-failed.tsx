import { useTranslation } from "react-i18next";
import { Egg } from "../../components/egg";
import { Fact, Facts } from "../../components/facts";
import { Flow } from "../../components/flow";
import { Money } from "../../components/money";
import { PageTitle } from "../../components/page-title";
import { ButtonLink } from "../../components/ui/button";
import type { DepositMutation, WithdrawMutation } from "../../gql/graphql";
import type { FundingDraft } from "./draft";

export type FundingAnswer = DepositMutation["deposit"] | WithdrawMutation["withdraw"];
export type FundingRefusal = Exclude<
  FundingAnswer,
  { __typename: "DepositSuccess" | "WithdrawSuccess" | "StepUpRequired" }
>;

type FundingFailedProps = { draft: FundingDraft; refusal: FundingRefusal; balance: string };

export function FundingFailed({ draft, refusal, balance }: FundingFailedProps) {
  const { t } = useTranslation();
  const field = refusal.__typename === "InvalidInput" ? refusal.fields[0]?.message : undefined;
  const back =
    draft.kind === "charge" ? "/charge" : refusal.__typename === "BankRefused" ? "/withdraw" : "/withdraw/amount";
  return (
    <Flow
      close
      action={
        <>
          <ButtonLink to={back} replace variant="yolk" size="xl">
            {t("common.goBackAndChange")}
          </ButtonLink>
          <ButtonLink to="/" replace variant="ghost" size="xl">
            {t("common.home")}
          </ButtonLink>
        </>
      }
    >
      <div className="-ml-[7px] pt-5">
        <Egg state="cracked" width={58} />
      </div>
      <PageTitle title={t(`${draft.kind}.failedTitle`)} className="mt-3.5 question" />
      <p role="alert" className="mt-2 lead">
        {/* the bank's and the ledger's refusals speak of the money themselves */}
        {field ? `${field} ${t("send.notTaken")}` : refusal.message}
      </p>
      <div className="mt-7">
        <Facts>
          <Fact label={t(`${draft.kind}.wanted`)}>
            <Money amount={draft.amount} cancelled />
          </Fact>
          <Fact label={t("send.balanceNow")}>
            <Money amount={balance} />
          </Fact>
        </Facts>
      </div>
    </Flow>
  );
}
