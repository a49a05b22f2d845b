import { useTranslation } from "react-i18next";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Channels } from "../../features/notifications/channels";

export function Component() {
  const { t } = useTranslation();
  return (
    <Flow exit="/notifications">
      <PageTitle title={t("notifications.settings")} className="mt-2 question" />
      <Channels />
    </Flow>
  );
}
