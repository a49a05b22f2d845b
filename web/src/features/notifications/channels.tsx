import { useMutation, useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../components/failure";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { CheckField } from "../../components/ui/check-field";
import { ChangeNotificationSettingDocument, NotificationSettingsDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { notify } from "../../lib/notify";

/* GraphQL */ `
  query NotificationSettings {
    notificationSettings {
      category
      byMail
      isFixed
    }
  }
`;
/* GraphQL */ `
  mutation ChangeNotificationSetting($input: ChangeNotificationSettingInput!) {
    changeNotificationSetting(input: $input) {
      settings {
        category
        byMail
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
  const settings = data?.notificationSettings;
  if (!settings)
    return error ? (
      <Failure title={t("notifications.settingsFailed")} error={error} onRetry={() => void refetch()} />
    ) : (
      <RowsSkeleton rows={2} />
    );
  return settings.map(({ category, byMail, isFixed }) => (
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
          onChange={(chosen) => {
            change({ variables: { input: { category, byMail: chosen } } }).catch((failure) =>
              notify(failureText(failure)),
            );
          }}
        >
          {t("notifications.byMail")}
        </CheckField>
      </div>
      {isFixed && <p className="text-caption text-ink-muted">{t("notifications.fixed")}</p>}
    </fieldset>
  ));
}
