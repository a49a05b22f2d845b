import { Share2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { notify } from "../../lib/notify";

type ShareLinkProps = { token: string; request: { amount: string; memo: string | null }; prominent?: boolean };

/** Hands a request's link on: by the device's own sheet where there is one, else by copying it. */
export function ShareLink({ token, request, prominent = false }: ShareLinkProps) {
  const { t } = useTranslation();
  const amount = formatWon(request.amount, useLanguage());
  const { memo } = request;
  const url = `${location.origin}/r/${token}`;
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => notify(t("requests.linkCopied")),
      () => notify(t("common.copyFailed")),
    );
  const text = memo ? t("requests.shareTextFor", { amount, memo }) : t("requests.shareText", { amount });
  // Closing the browser's own sheet is no failure.
  const share = () => navigator.share({ text, url }).catch(() => undefined);
  return (
    <Button
      size={prominent ? "xl" : "md"}
      variant={prominent ? "yolk" : "quiet"}
      onClick={() => void ("share" in navigator ? share() : copy())}
    >
      <Share2 className="icon-sm" aria-hidden="true" />
      {t(prominent ? "requests.shareLink" : "requests.share")}
    </Button>
  );
}
