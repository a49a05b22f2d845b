import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Note } from "./ui/note";

/** A plan above a limit could be carried out on no day; the way to a higher one. */
export function OverLimit({ accountId, problem }: { accountId: string; problem: string | undefined }) {
  const { t } = useTranslation();
  if (!problem) return null;
  return (
    <Note tone="negative" title={problem}>
      {t("send.overLimitText")}
      <Link
        to={`/accounts/${accountId}/limits`}
        className="mt-1 flex min-h-11 items-center font-medium underline underline-offset-4"
      >
        {t("send.toLimits")}
      </Link>
    </Note>
  );
}
