import { useTranslation } from "react-i18next";
import { Egg } from "../../components/egg";
import { Fact, Facts } from "../../components/facts";
import { Flow } from "../../components/flow";
import { Money } from "../../components/money";
import { PageTitle } from "../../components/page-title";
import { ButtonLink } from "../../components/ui/button";
import { requestPath, type SendDraft } from "./draft";
import type { SendRefusal } from "./use-send";

/** Where another amount, rather than another payee, is the way on. */
const ABOUT_THE_AMOUNT = new Set<SendRefusal["__typename"]>(["InsufficientFunds", "LimitExceeded", "InvalidInput"]);

/** What the server says of these leaves out the money; of the others it speaks itself, or cannot promise it. */
const SILENT_ABOUT_MONEY = new Set<SendRefusal["__typename"]>(["InvalidInput", "RecipientNotFound", "SameAccount"]);

type SendFailedProps = { draft: SendDraft; refusal: SendRefusal; balance: string };

export function SendFailed({ draft, refusal, balance }: SendFailedProps) {
  const { t } = useTranslation();
  const conflict = refusal.__typename === "IdempotencyConflict";
  const amountCan = ABOUT_THE_AMOUNT.has(refusal.__typename);
  const field = refusal.__typename === "InvalidInput" ? refusal.fields[0]?.message : undefined;
  return (
    <Flow
      close
      action={
        <>
          {conflict ? (
            <ButtonLink to="/history" replace variant="yolk" size="xl">
              {t("send.seeHistory")}
            </ButtonLink>
          ) : draft.request ? (
            <ButtonLink to={requestPath(draft.request)} replace variant="yolk" size="xl">
              {t("requests.back")}
            </ButtonLink>
          ) : (
            <ButtonLink to={amountCan ? "/send/amount" : "/send"} replace variant="yolk" size="xl">
              {t(amountCan ? "send.changeAmount" : "send.otherAccount")}
            </ButtonLink>
          )}
          <ButtonLink to="/" replace variant="ghost" size="xl">
            {t("common.home")}
          </ButtonLink>
        </>
      }
    >
      <div className="-ml-[7px] pt-5">
        <Egg state="cracked" width={58} />
      </div>
      <PageTitle title={t("send.failedTitle")} className="mt-3.5 question" />
      <p role="alert" className="mt-2 lead">
        {field ?? refusal.message}
        {SILENT_ABOUT_MONEY.has(refusal.__typename) && ` ${t("send.notTaken")}`}
      </p>
      <div className="mt-7">
        <Facts>
          <Fact label={t("send.wantedAmount")}>
            <Money amount={draft.amount} cancelled />
          </Fact>
          <Fact label={t("send.balanceNow")}>
            <Money amount={refusal.__typename === "InsufficientFunds" ? refusal.available : balance} />
          </Fact>
        </Facts>
      </div>
    </Flow>
  );
}
