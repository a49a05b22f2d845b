import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Fact } from "../../components/facts";
import { useScheduleWords } from "../../lib/use-schedule-words";
import type { SendDraft } from "./draft";

/** When the money goes, and the way to another time. */
export function WhenFact({ when }: { when: SendDraft["when"] }) {
  const { t } = useTranslation();
  const words = useScheduleWords();
  return (
    <Fact label={t("send.when")}>
      {when ? words(when) : t("send.now")}
      <Link
        to="/send/when"
        replace
        className="-my-3 ml-1 inline-flex min-h-11 items-center px-1 font-medium text-ink-muted underline underline-offset-4 hover:text-ink"
      >
        {t("send.changeWhen")}
      </Link>
    </Fact>
  );
}
