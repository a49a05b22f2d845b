import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Fact, Facts } from "../../components/facts";
import { Flow } from "../../components/flow";
import { Money } from "../../components/money";
import { PageTitle } from "../../components/page-title";
import { Button, ButtonLink } from "../../components/ui/button";
import { CheckField } from "../../components/ui/check-field";
import { Note } from "../../components/ui/note";
import { type AccountSettings_AccountFragment, CloseAccountDocument, ViewerDocument } from "../../gql/graphql";
import { chooseAccount } from "../../lib/current-account";
import { useFailureText } from "../../lib/graphql/failure-text";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { notify } from "../../lib/notify";
import { useOnline } from "../../lib/online";

/* GraphQL */ `
  mutation CloseAccount($input: CloseAccountInput!) {
    closeAccount(input: $input) {
      __typename
      ... on CloseAccountSuccess {
        account {
          id
          status
        }
      }
      ... on UserError {
        code
        message
      }
      ... on AccountNotEmpty {
        balance
      }
    }
  }
`;

export function CloseAccount({ account }: { account: AccountSettings_AccountFragment }) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const language = useLanguage();
  const navigate = useNavigate();
  const online = useOnline();
  const [sure, setSure] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [close, { loading }] = useMutation(CloseAccountDocument, {
    refetchQueries: [ViewerDocument],
    awaitRefetchQueries: true,
  });
  const empty = account.balance === "0";

  const submit = async () => {
    setProblem(undefined);
    try {
      const { data } = await close({ variables: { input: { accountId: account.id } } });
      const result = data?.closeAccount;
      if (result?.__typename === "CloseAccountSuccess") {
        chooseAccount(null);
        notify(t("close.done", { name: account.nickname }));
        void navigate("/more", { replace: true });
      } else setProblem(result?.message ?? t("failure.tryAgain"));
    } catch (failure) {
      setProblem(failureText(failure));
    }
  };

  return (
    <Flow
      exit={`/accounts/${account.id}`}
      action={
        empty ? (
          <>
            <CheckField checked={sure} onChange={setSure}>
              {t("close.sure")}
            </CheckField>
            <Button variant="danger" size="xl" busy={loading} disabled={!sure || !online} onClick={() => void submit()}>
              {t("close.action")}
            </Button>
          </>
        ) : (
          <ButtonLink to="/withdraw" variant="yolk" size="xl" onClick={() => chooseAccount(account.id)}>
            {t("close.withdrawFirst")}
          </ButtonLink>
        )
      }
    >
      <PageTitle title={t("close.title", { name: account.nickname })} className="mt-2 question" />
      <div className="mt-6">
        {empty ? (
          <Note title={t("close.whatHappens")}>{t("close.whatHappensText")}</Note>
        ) : (
          <Note tone="warning" title={t("close.notEmpty", { amount: formatWon(account.balance, language) })}>
            {t("close.notEmptyText")}
          </Note>
        )}
      </div>
      <div className="mt-5">
        <Facts>
          <Fact label={t("account.number")}>{account.number}</Fact>
          <Fact label={t("home.balance")}>
            <Money amount={account.balance} />
          </Fact>
        </Facts>
      </div>
      {problem && (
        <div className="mt-4">
          <Note tone="negative" role="alert" title={problem} />
        </div>
      )}
    </Flow>
  );
}
