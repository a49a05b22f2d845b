import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { notify } from "../lib/notify";

type CopyButtonProps = { value: string; label: string; done: string };

export function CopyButton({ value, label, done }: CopyButtonProps) {
  const { t } = useTranslation();
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => notify(done),
      () => notify(t("common.copyFailed")),
    );
  return (
    <button
      type="button"
      aria-label={label}
      onClick={copy}
      className="-my-3 -mr-2 inline-grid print:hidden size-11 place-items-center rounded-full align-middle text-ink-muted hover:bg-surface-press"
    >
      <Copy className="icon-sm" aria-hidden="true" />
    </button>
  );
}
