import { LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import { notify } from "../../lib/notify";
import { useLogOut } from "../../lib/use-log-out";

export function LogOutButton() {
  const { t } = useTranslation();
  const { leave, loading } = useLogOut();
  return (
    <button
      type="button"
      disabled={loading}
      onClick={() => void leave().catch(() => notify(t("failure.tryAgain")))}
      className="flex min-h-14 w-full items-center gap-3 px-5 text-left text-body font-medium hover:bg-surface-muted"
    >
      <LogOut className="icon text-ink-muted" aria-hidden="true" />
      {t("more.logOut")}
    </button>
  );
}
