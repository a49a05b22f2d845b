import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type Sharer, splitDraft } from "../../features/requests/drafts";
import { PeopleStep } from "../../features/requests/people-step";
import { SharesStep } from "../../features/requests/shares-step";
import { SumStep } from "../../features/requests/sum-step";
import { useViewer } from "../../lib/graphql/viewer";
import { useStore } from "../../lib/store";
import { usePayees } from "../../lib/use-payees";
import { newUuid } from "../../lib/uuid";
import { useDraftSteps } from "../use-draft-steps";

const NOTHING_YET = { total: "", sharers: [] } as const;

/** Those of this moment: somebody who is looked up comes when others may have been added meanwhile. */
function changeSharers(change: (present: readonly Sharer[]) => readonly Sharer[]): void {
  splitDraft.change({ sharers: change(splitDraft.get()?.sharers ?? []) });
}

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { step, go } = useDraftSteps();
  const { accounts, account } = useViewer();
  const payees = usePayees();
  const draft = useStore(splitDraft);
  // The draft is cleared when the split is made; this page then stays as it was for the moment it is still on the screen.
  const last = useRef(draft);
  if (draft) last.current = draft;
  const { total, sharers } = last.current ?? NOTHING_YET;
  if (!account) return null;
  if (step === 1 || !total)
    return (
      <SumStep
        now={1}
        title={t("requests.totalTitle")}
        hint={t("requests.totalHint")}
        amount={total}
        onChange={(digits) =>
          draft ? splitDraft.change({ total: digits }) : splitDraft.start({ total: digits, sharers })
        }
        onNext={() => go(2)}
      />
    );
  if (step === 2 || sharers.length === 0)
    return (
      <PeopleStep
        payees={payees}
        ownNumbers={accounts.map(({ number }) => number)}
        total={total}
        sharers={sharers}
        onAdd={(payer) => changeSharers((present) => [...present, { key: newUuid(), payer }])}
        onRemove={(key) => changeSharers((present) => present.filter((each) => each.key !== key))}
        onNext={() => go(3)}
      />
    );
  return (
    <SharesStep
      total={total}
      sharers={sharers}
      accounts={accounts}
      accountId={account.id}
      onMade={(id) => {
        void navigate(`/requests/${id}`, { replace: true, state: { made: true } });
        splitDraft.clear();
      }}
    />
  );
}
