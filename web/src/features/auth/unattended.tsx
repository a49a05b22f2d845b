import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { Sheet } from "../../components/ui/sheet";
import { attend, attendedAt, owesLogOut, watchAttention } from "../../lib/attention";
import { notify } from "../../lib/notify";
import { endSession, sessionState, unattendedSeconds } from "../../lib/session";
import { useStore } from "../../lib/store";
import { useLogOut, useOwedLogOut } from "../../lib/use-log-out";
import { useNow } from "../../lib/use-now";

const WARNING_MS = 60_000;

/** On a device that others use too, a page that nobody touches logs out, and asks a minute before. */
export function Unattended() {
  const state = useStore(sessionState);
  const seconds = useStore(unattendedSeconds);
  if (state === "out") return <OwedLogOut />;
  return state === "in" && seconds !== null && <Watch key={seconds} limitMs={seconds * 1_000} />;
}

function OwedLogOut() {
  useOwedLogOut();
  return null;
}

function Watch({ limitMs }: { limitMs: number }) {
  const { t } = useTranslation();
  const { leave, loading } = useLogOut();
  // Where nothing can be stored, the page itself is all that is known.
  const [since, setSince] = useState(Date.now);
  const left = (attendedAt() || since) + limitMs - useNow(1_000);
  const asks = left <= WARNING_MS;
  const isOver = left <= 0;

  // What happens while the question is there is an answer to it.
  useEffect(() => (asks ? undefined : watchAttention(limitMs)), [asks, limitMs]);
  useEffect(() => {
    if (!isOver) return;
    // The page first: the server may be out of reach, and whoever comes by is not.
    owesLogOut.set(true);
    endSession("unattended");
  }, [isOver]);
  const stay = () => {
    attend();
    setSince(Date.now());
  };

  return (
    <Sheet
      open={asks && !isOver}
      insists
      onOpenChange={(open) => open || stay()}
      title={t("unattended.title", { count: Math.ceil(left / 1_000) })}
      description={t("unattended.text", { count: Math.round((limitMs - WARNING_MS) / 60_000) })}
    >
      <div className="flex flex-col gap-2.5">
        <Button variant="yolk" size="xl" onClick={stay}>
          {t("unattended.stay")}
        </Button>
        <Button variant="ghost" busy={loading} onClick={() => void leave().catch(() => notify(t("failure.tryAgain")))}>
          {t("more.logOut")}
        </Button>
      </div>
    </Sheet>
  );
}
