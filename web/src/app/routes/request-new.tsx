import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { DetailsStep } from "../../features/requests/details-step";
import { requestDraft } from "../../features/requests/drafts";
import { SumStep } from "../../features/requests/sum-step";
import { WhoStep } from "../../features/requests/who-step";
import { useViewer } from "../../lib/graphql/viewer";
import { useStore } from "../../lib/store";
import { usePayees } from "../../lib/use-payees";
import { useDraftSteps } from "../use-draft-steps";

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { step, go } = useDraftSteps();
  const { accounts, account } = useViewer();
  const payees = usePayees();
  const present = useStore(requestDraft);
  // The draft is cleared when the request is made; this page then stays as it was for the moment it is still on the screen.
  const last = useRef(present);
  if (present) last.current = present;
  const draft = last.current;
  if (!account) return null;
  if (step === 1 || !draft)
    return (
      <WhoStep
        payees={payees}
        ownNumbers={accounts.map(({ number }) => number)}
        onPick={(payer) => {
          requestDraft.start({ payer, amount: "" });
          go(2);
        }}
      />
    );
  const { payer, amount } = draft;
  if (step === 2 || !amount)
    return (
      <SumStep
        now={2}
        title={
          payer ? t("requests.sumTitle", { name: payer.maskedName, kind: payer.kind }) : t("requests.sumLinkTitle")
        }
        hint={t(payer ? "requests.sumHint" : "requests.sumLinkHint")}
        amount={amount}
        onChange={(digits) => requestDraft.change({ amount: digits })}
        onNext={() => go(3)}
      />
    );
  return (
    <DetailsStep
      payer={payer}
      amount={amount}
      accounts={accounts}
      accountId={account.id}
      onMade={(id) => {
        void navigate(`/requests/${id}`, { replace: true, state: { made: true } });
        requestDraft.clear();
      }}
    />
  );
}
