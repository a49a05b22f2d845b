import { useTranslation } from "react-i18next";
import { Egg } from "../../components/egg";
import { Fact, Facts } from "../../components/facts";
import { Flow } from "../../components/flow";
import { Mark } from "../../components/mark";
import { Money } from "../../components/money";
import { PageTitle } from "../../components/page-title";
import { Timeline } from "../../components/timeline";
import { ButtonLink } from "../../components/ui/button";
import type { TransactionState } from "../../gql/graphql";
import { formatSeconds } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import type { FundingKind } from "./draft";
import { SandboxNote } from "./sandbox-note";

type FundingResultProps = {
  kind: FundingKind;
  amount: string;
  bank: string;
  state: TransactionState;
  recordedAt: string | undefined;
  balance: string | undefined;
};

/** Done, waiting and failed are three layouts, so that one is never taken for another. */
export function FundingResult(props: FundingResultProps) {
  if (props.state === "RESERVED") return <Waiting {...props} />;
  if (props.state === "RELEASED") return <Refused {...props} />;
  return <Done {...props} />;
}

function Done({ kind, amount, bank, balance }: FundingResultProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Flow
      close
      action={
        <ButtonLink to="/" replace variant="yolk" size="xl">
          {t("common.home")}
        </ButtonLink>
      }
    >
      <div className="-ml-2 flex h-[84px] items-end pt-4">
        <Mark className="size-16" />
      </div>
      <PageTitle
        key="done"
        title={t(`${kind}.doneTitle`, { amount: formatWon(amount, language) })}
        className="mt-3 question"
      />
      <p className="mt-2 lead">{t(`${kind}.doneText`)}</p>
      <div className="mt-7 torn-edge rounded-t-lg bg-surface-muted px-5 pt-3 pb-7">
        <Facts>
          <Fact label={t(kind === "charge" ? "charge.from" : "withdraw.to")}>{bank}</Fact>
          <Fact label={t("send.fee")}>
            <Money amount="0" />
          </Fact>
          {balance !== undefined && (
            <Fact label={t("send.balanceNow")}>
              <Money amount={balance} />
            </Fact>
          )}
        </Facts>
      </div>
      <div className="mt-4">
        <SandboxNote />
      </div>
    </Flow>
  );
}

function Waiting({ kind, amount, bank, recordedAt }: FundingResultProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Flow
      close
      action={
        <ButtonLink to="/" replace size="xl">
          {t("waiting.home")}
        </ButtonLink>
      }
    >
      <div className="-ml-[7px] pt-5">
        <Egg state="waiting" width={58} />
      </div>
      <PageTitle
        key="waiting"
        title={t(`${kind}.waitingTitle`, { amount: formatWon(amount, language) })}
        className="mt-3.5 question"
      />
      <p role="status" className="mt-2 lead">
        {t("waiting.bankText")}
      </p>
      <div className="mt-8">
        <Timeline
          steps={[
            {
              state: "done",
              title: t("waiting.asked"),
              ...(recordedAt ? { at: formatSeconds(recordedAt, language) } : {}),
            },
            { state: "now", title: t("waiting.bankChecking"), text: bank },
            { state: "todo", title: t(`${kind}.lastStep`) },
          ]}
        />
      </div>
    </Flow>
  );
}

function Refused({ kind, amount, balance }: FundingResultProps) {
  const { t } = useTranslation();
  return (
    <Flow
      close
      action={
        <>
          <ButtonLink to={`/${kind}`} replace variant="yolk" size="xl">
            {t("common.tryAgain")}
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
      <PageTitle key="refused" title={t(`${kind}.failedTitle`)} className="mt-3.5 question" />
      <p role="alert" className="mt-2 lead">
        {t(`${kind}.refusedText`)}
      </p>
      <div className="mt-7">
        <Facts>
          <Fact label={t(`${kind}.wanted`)}>
            <Money amount={amount} cancelled />
          </Fact>
          {balance !== undefined && (
            <Fact label={t("send.balanceNow")}>
              <Money amount={balance} />
            </Fact>
          )}
        </Facts>
      </div>
    </Flow>
  );
}
