import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/avatar";
import { Money } from "../../components/money";
import type { MoneyRequestDetailQuery } from "../../gql/graphql";
import { CancelRequest } from "./cancel-request";
import { LinkMark } from "./link-mark";
import { RemindButton } from "./remind-button";
import { ShareLink } from "./share-link";
import { linkNumber } from "./shares";

type Request = NonNullable<MoneyRequestDetailQuery["moneyRequest"]>;
type Share = NonNullable<Request["split"]>["shares"][number];

type SplitSharesProps = { shares: readonly Share[]; ownShare: string | null; onRefused: () => void };

/** Who bears how much of one sum and who has sent it; whom to remind, and which link to hand on. */
export function SplitShares({ shares, ownShare, onRefused }: SplitSharesProps) {
  const { t } = useTranslation();
  const who = shares.map(({ payerName }) => ({ payer: payerName }));
  return (
    <section aria-labelledby="shares" className="pt-5">
      <h2 id="shares" className="text-body-lg font-bold">
        {t("requests.shares")}
      </h2>
      <ul className="pt-1">
        {ownShare !== null && ownShare !== "0" && (
          <li className="flex min-h-(--row) items-center gap-3 py-2">
            <Avatar kind="PERSON" name={t("requests.me")} />
            <span className="min-w-0 flex-1 text-body-lg font-medium">{t("requests.me")}</span>
            <Money amount={ownShare} size="row" />
          </li>
        )}
        {shares.map((share, index) => {
          const name = share.payerName ?? t("requests.linkShare", { number: linkNumber(who, index) });
          const paidBy = share.payments[0]?.payerName;
          return (
            <li key={share.id} className="py-2">
              <div className="flex min-h-11 items-center gap-3">
                {share.payerName || paidBy ? (
                  <Avatar kind="PERSON" name={share.payerName ?? paidBy ?? ""} />
                ) : (
                  <LinkMark />
                )}
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-body-lg font-medium">{paidBy ?? name}</span>
                  <span className="flex items-center gap-1 text-caption text-ink-muted">
                    {share.state === "PAID" && <Check className="icon-sm text-positive" aria-hidden="true" />}
                    {t(`requests.state.OUTGOING.${share.state}`)}
                  </span>
                </span>
                <Money amount={share.amount} size="row" cancelled={share.state !== "OPEN" && share.state !== "PAID"} />
              </div>
              {share.state === "OPEN" && (
                <div className="flex justify-end gap-2 pt-1">
                  <CancelRequest id={share.id} of={name} onRefused={onRefused} />
                  {share.linkToken && <ShareLink token={share.linkToken} request={share} />}
                  {share.remindableFrom && (
                    <RemindButton id={share.id} name={name} remindableFrom={share.remindableFrom} />
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
