import { useMutation, useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../components/failure";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { CheckField } from "../../components/ui/check-field";
import {
  ChangeNotificationSettingDocument,
  type ChangeNotificationSettingInput,
  NotificationSettingsDocument,
} from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { notify } from "../../lib/notify";
import { ThisBrowser } from "./this-browser";

/* GraphQL */ `
  query NotificationSettings {
    notificationSettings {
      category
      byMail
      byPush
      isFixed
    }
    pushNotifications {
      ...ThisBrowser_pushNotifications @unmask
    }
  }
`;
/* GraphQL */ `
  mutation ChangeNotificationSetting($input: ChangeNotificationSettingInput!) {
    changeNotificationSetting(input: $input) {
      settings {
        category
        byMail
        byPush
        isFixed
      }
    }
  }
`;

/** Which category is told where. What is fixed is shown and says why. */
export function Channels() {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const { data, error, refetch } = useQuery(NotificationSettingsDocument, { fetchPolicy: "cache-and-network" });
  const [change, { loading }] = useMutation(ChangeNotificationSettingDocument);
  if (!data)
    return error ? (
      <Failure title={t("notifications.settingsFailed")} error={error} onRetry={() => void refetch()} />
    ) : (
      <RowsSkeleton rows={2} />
    );
  const { notificationSettings: settings, pushNotifications: push } = data;
  const choose = (input: ChangeNotificationSettingInput) => {
    change({ variables: { input } }).catch((failure) => notify(failureText(failure)));
  };
  return (
    <>
      {push.publicKey !== null && <ThisBrowser push={push} publicKey={push.publicKey} />}
      {settings.map(({ category, byMail, byPush, isFixed }) => (
        <fieldset key={category} className="mt-6">
          <legend className="text-body-lg font-bold">{t(`notifications.category.${category}`)}</legend>
          <p className="text-caption text-ink-muted">{t(`notifications.about.${category}`)}</p>
          <div className="mt-1">
            <CheckField checked disabled onChange={() => undefined}>
              {t("notifications.inApp")}
            </CheckField>
            <CheckField
              checked={byMail}
              disabled={isFixed || loading}
              onChange={(chosen) => choose({ category, byMail: chosen })}
            >
              {t("notifications.byMail")}
            </CheckField>
            {push.publicKey !== null && (
              <CheckField
                checked={byPush}
                disabled={isFixed || loading}
                onChange={(chosen) => choose({ category, byPush: chosen })}
              >
                {t("push.channel")}
              </CheckField>
            )}
          </div>
          {isFixed && <p className="text-caption text-ink-muted">{t("notifications.fixed")}</p>}
        </fieldset>
      ))}
    </>
  );
}
