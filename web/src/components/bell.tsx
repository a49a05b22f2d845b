import { Bell as BellIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useStore } from "../lib/store";
import { unread } from "../lib/unread";
import { UnreadBadge } from "./unread-badge";

/** To what one was told, with how much of it is new. */
export function Bell() {
  const { t } = useTranslation();
  const count = useStore(unread);
  return (
    <Link
      to="/notifications"
      className="relative -mr-2.5 ml-auto grid size-11 place-items-center rounded-full hover:bg-surface-press"
    >
      <BellIcon className="icon-lg" aria-hidden="true" />
      <span className="sr-only">{count > 0 ? t("notifications.unread", { count }) : t("notifications.title")}</span>
      <UnreadBadge count={count} className="absolute top-1 right-1" />
    </Link>
  );
}
