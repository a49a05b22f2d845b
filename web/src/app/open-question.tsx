import { useTranslation } from "react-i18next";
import { ButtonLink } from "../components/ui/button";
import { Note } from "../components/ui/note";
import { fundingDraft } from "../features/funding/draft";
import { sendDraft } from "../features/send/draft";
import { useStore } from "../lib/store";

/** A payment of this tab whose answer was lost, for who has gone home meanwhile. */
export function OpenQuestion() {
  const { t } = useTranslation();
  const sent = useStore(sendDraft);
  const funded = useStore(fundingDraft);
  const place = sent?.submitted ? "/send/confirm" : funded?.submitted && `/${funded.kind}/confirm`;
  if (!place) return null;
  return (
    <div className="mb-3">
      <Note tone="info" role="status" title={t("waiting.open")}>
        {t("waiting.openText")}
        <ButtonLink to={place} size="md" className="mt-2">
          {t("waiting.look")}
        </ButtonLink>
      </Note>
    </div>
  );
}
