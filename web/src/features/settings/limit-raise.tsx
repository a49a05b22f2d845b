import { useMutation } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { type AccountSettings_AccountFragment, CancelLimitRaiseDocument } from "../../gql/graphql";
import { formatMoment } from "../../lib/dates";
import { useFailureText } from "../../lib/graphql/failure-text";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { notify } from "../../lib/notify";

/* GraphQL */ `
  mutation CancelLimitRaise($input: CancelLimitRaiseInput!) {
    cancelLimitRaise(input: $input) {
      __typename
      ... on UpdateAccountSuccess {
        account {
          ...AccountSettings_account @unmask
        }
      }
      ...Refusal @unmask
    }
  }
`;

/** What was asked for and does not count yet; it can be taken back until then. */
export function LimitRaise({ account }: { account: AccountSettings_AccountFragment }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const failureText = useFailureText();
  const [cancel, { loading }] = useMutation(CancelLimitRaiseDocument);
  const raise = account.limitRaise;
  if (!raise) return null;
  const takeBack = async () => {
    try {
      const result = (await cancel({ variables: { input: { accountId: account.id } } })).data?.cancelLimitRaise;
      notify(result?.__typename === "UpdateAccountSuccess" ? t("limits.takenBack") : t("failure.tryAgain"));
    } catch (failure) {
      notify(failureText(failure));
    }
  };
  return (
    <Note tone="info" title={t("limits.waiting", { at: formatMoment(raise.effectiveAt, language) })}>
      <ul>
        {(["limitSingle", "limitDaily"] as const).map((name) => {
          const limit = raise[name];
          return limit === null ? null : (
            <li key={name}>
              {t(`account.${name}`)} {formatWon(account[name], language)} → {formatWon(limit, language)}
            </li>
          );
        })}
      </ul>
      <Button className="mt-3" busy={loading} onClick={() => void takeBack()}>
        {t("limits.takeBack")}
      </Button>
    </Note>
  );
}
