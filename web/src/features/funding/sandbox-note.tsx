import { useTranslation } from "react-i18next";
import { Note } from "../../components/ui/note";

/** The bank behind these screens is simulated, and says so wherever it takes part. */
export function SandboxNote() {
  const { t } = useTranslation();
  return <Note title={t("bank.sandbox")}>{t("bank.sandboxText")}</Note>;
}
