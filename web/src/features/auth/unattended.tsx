import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { Sheet } from "../../components/ui/sheet";
import { attend, attendedAt, watchAttention } from "../../lib/attention";
import { notify } from "../../lib/notify";
import { sessionState, unattendedMs } from "../../lib/session";
import { useStore } from "../../lib/store";
import { useLogOut } from "../../lib/use-log-out";
import { useNow } from "../../lib/use-now";

const WARNING_MS = 60_000;

/** On a device that others use too, a page that nobody touches logs out, and asks a minute before. */
export function Unattended() {
  const isIn = useStore(sessionState) === "in";
  return isIn && unattendedMs !== null && <Watch limitMs={unattendedMs} />;
}

function Watch({ limitMs }: { limitMs: number }) {
  const { t } = useTranslation();
  const { leave } = useLogOut();
  const isLeaving = useRef(false);
  // Coming here is a sign of life, as much as a touch is.
  const [since, setSince] = useState(Date.now);
  const left = Math.max(since, attendedAt()) + limitMs - useNow(1_000);
  const asks = left <= WARNING_MS;

  useEffect(attend, []);
  // What happens while the question is there is an answer to it.
  useEffect(() => (asks ? undefined : watchAttention()), [asks]);
  const stay = () => {
    attend();
    setSince(Date.now());
  };
  const go = (reason: "choice" | "unattended") => {
    if (isLeaving.current) return;
    isLeaving.current = true;
    void leave(reason).catch(() => {
      isLeaving.current = false;
      notify(t("failure.tryAgain"));
    });
  };
  useEffect(() => {
    if (left <= 0) go("unattended");
  });

  return (
    <Sheet
      open={asks}
      insists
      onOpenChange={(open) => open || stay()}
      title={t("unattended.title", { count: Math.max(0, Math.ceil(left / 1_000)) })}
      description={t("unattended.text", { count: limitMs / 60_000 })}
    >
      <div className="flex flex-col gap-2.5">
        <Button variant="yolk" size="xl" onClick={stay}>
          {t("unattended.stay")}
        </Button>
        <Button variant="ghost" onClick={() => go("choice")}>
          {t("more.logOut")}
        </Button>
      </div>
    </Sheet>
  );
}
