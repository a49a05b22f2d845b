import { useMutation } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { CheckField } from "../../components/ui/check-field";
import { ChangeFindableDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { notify } from "../../lib/notify";

/* GraphQL */ `
  mutation ChangeFindable($input: ChangeFindableInput!) {
    changeFindable(input: $input) {
      user {
        id
        findable
      }
    }
  }
`;

export function Findable({ findable }: { findable: boolean }) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const [change, { loading }] = useMutation(ChangeFindableDocument);
  const choose = (chosen: boolean) => {
    if (loading) return;
    change({ variables: { input: { findable: chosen } } }).catch((failure) => notify(failureText(failure)));
  };
  return (
    <div className="px-5 pb-4">
      <CheckField checked={findable} onChange={choose}>
        {t("more.findable")}
      </CheckField>
      <p className="text-caption text-ink-muted">{t("more.findableText")}</p>
    </div>
  );
}
