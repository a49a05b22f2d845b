import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../components/copy-button";
import { Button } from "../../components/ui/button";
import { CheckField } from "../../components/ui/check-field";
import { saveText } from "../../lib/save-file";

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
        <Button onClick={() => saveText("chickpay-recovery-codes.txt", `${text}\n`)}>
          {t("security.recoveryDownload")}
        </Button>
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
