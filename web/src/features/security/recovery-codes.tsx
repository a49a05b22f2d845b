import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../components/copy-button";
import { Button } from "../../components/ui/button";
import { CheckField } from "../../components/ui/check-field";

type RecoveryCodesProps = { codes: readonly string[]; onKept: () => void };

/** Shown once: nobody can be told these codes again. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const { t } = useTranslation();
  const [kept, setKept] = useState(false);
  const text = codes.join("\n");
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex items-start justify-between gap-3">
        <p className="lead text-label">{t("security.recoveryText")}</p>
        <CopyButton value={text} label={t("security.recoveryCopy")} done={t("security.copied")} />
      </div>
      <ul className="grid grid-cols-2 gap-x-4 gap-y-2 rounded-md bg-surface-muted px-4 py-4 text-center tabular-nums">
        {codes.map((code) => (
          <li key={code} className="font-mono text-body tracking-wide">
            {code}
          </li>
        ))}
      </ul>
      <div className="grid grid-cols-2 gap-2">
        <Button onClick={() => download(text)}>{t("security.recoveryDownload")}</Button>
        <Button onClick={() => window.print()}>{t("security.recoveryPrint")}</Button>
      </div>
      <CheckField checked={kept} onChange={setKept}>
        {t("security.recoveryKept")}
      </CheckField>
      <Button variant="yolk" size="xl" disabled={!kept} onClick={onKept}>
        {t("security.done")}
      </Button>
    </div>
  );
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "chickpay-recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(url);
}
