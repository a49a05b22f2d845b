import { useTranslation } from "react-i18next";
import { Button } from "./ui/button";
import { Sheet } from "./ui/sheet";

export type Term = "service" | "privacy" | "marketing";

/** The text of one agreement; null is closed. */
export function TermsSheet({ term, onClose }: { term: Term | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Sheet
      open={term !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={term ? t(`auth.terms.${term}.title`) : ""}
    >
      {term && <div className="text-label whitespace-pre-line text-ink-muted">{t(`auth.terms.${term}.text`)}</div>}
      <Button size="xl" className="mt-6" onClick={onClose}>
        {t("common.close")}
      </Button>
    </Sheet>
  );
}
