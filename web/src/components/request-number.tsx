import { useTranslation } from "react-i18next";
import { requestIdOf } from "../lib/graphql/errors";
import { CopyButton } from "./copy-button";

/** The number support asks for, when the server gave one. */
export function RequestNumber({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const id = requestIdOf(error);
  if (!id) return null;
  return (
    <p className="mt-5 text-caption break-all text-ink-muted">
      {t("failure.requestId")} <span className="font-mono">{id}</span>{" "}
      <CopyButton value={id} label={t("failure.copyRequestId")} done={t("failure.copiedRequestId")} />
    </p>
  );
}
