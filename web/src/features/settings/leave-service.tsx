import { useMutation } from "@apollo/client/react";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CurrentPassword } from "../../components/current-password";
import { Flow } from "../../components/flow";
import { Money } from "../../components/money";
import { PageTitle } from "../../components/page-title";
import { useStepUp } from "../../components/step-up-sheet";
import { Button } from "../../components/ui/button";
import { CheckField } from "../../components/ui/check-field";
import { Note } from "../../components/ui/note";
import { CloseMembershipDocument } from "../../gql/graphql";
import { chooseAccount } from "../../lib/current-account";
import { formatDay } from "../../lib/dates";
import { forgetDrafts } from "../../lib/draft";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { useLanguage } from "../../lib/i18n";
import { notify } from "../../lib/notify";
import { useOnline } from "../../lib/online";
import { endSession, leaveByChoice } from "../../lib/session";
import { keepingLooks } from "../../lib/storage";

/* GraphQL */ `
  mutation CloseMembership($input: CloseMembershipInput!) {
    closeMembership(input: $input) {
      __typename
      ... on CloseMembershipSuccess {
        closedAt
      }
      ... on StepUpRequired {
        ...StepUp_question @unmask
      }
      ...Refusal @unmask
    }
  }
`;

type LeaveServiceProps = { email: string; accounts: readonly { id: string; nickname: string; balance: string }[] };

export function LeaveService({ email, accounts }: LeaveServiceProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const failureText = useFailureText();
  const online = useOnline();
  const password = useRef<HTMLInputElement>(null);
  const [value, setValue] = useState("");
  const [sure, setSure] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const stepUp = useStepUp((token) => void submit(token));
  const [leave, { loading }] = useMutation(CloseMembershipDocument);
  const full = accounts.filter((account) => account.balance !== "0");

  const submit = async (stepUpToken: string | null) => {
    setProblem(undefined);
    const refuse = (message: string) => {
      setWrong(message);
      password.current?.focus();
    };
    if (!value) return refuse(t("auth.passwordMissing"));
    leaveByChoice(true);
    try {
      const { data } = await keepingLooks(() => leave({ variables: { input: { password: value, stepUpToken } } }));
      const result = data?.closeMembership;
      if (result?.__typename === "CloseMembershipSuccess") {
        notify(t("leave.done", { date: formatDay(result.closedAt, language) }));
        forgetDrafts();
        chooseAccount(null);
        return endSession();
      }
      leaveByChoice(false);
      if (result?.__typename === "StepUpRequired") stepUp.ask(result);
      else if (result?.__typename === "InvalidPassword") refuse(result.message);
      else if (result?.__typename === "InvalidInput") refuse(refusalText(result));
      else setProblem(result?.message ?? t("failure.tryAgain"));
    } catch (failure) {
      leaveByChoice(false);
      setProblem(failureText(failure));
    }
  };

  return (
    <Flow
      exit="/more"
      action={
        full.length === 0 && (
          <>
            <CheckField checked={sure} onChange={setSure}>
              {t("leave.sure")}
            </CheckField>
            <Button type="submit" form="leave" variant="danger" size="xl" busy={loading} disabled={!sure || !online}>
              {t("leave.action")}
            </Button>
          </>
        )
      }
    >
      <PageTitle title={t("leave.title")} className="mt-2 question" />
      <div className="mt-6 grid grid-cols-1 gap-3">
        <Note title={t("leave.kept")}>{t("leave.keptText")}</Note>
        <Note title={t("leave.gone")}>{t("leave.goneText")}</Note>
        {full.length > 0 && (
          <Note tone="warning" title={t("leave.notEmpty")}>
            {t("leave.notEmptyText")}
          </Note>
        )}
      </div>
      {full.length > 0 ? (
        <ul className="mt-4">
          {full.map((account) => (
            <li key={account.id} className="flex min-h-14 items-center justify-between gap-3">
              <Link
                to={`/accounts/${account.id}/close`}
                className="inline-flex min-h-11 items-center font-medium underline decoration-line-strong underline-offset-[3px]"
              >
                {account.nickname}
              </Link>
              <Money amount={account.balance} size="row" />
            </li>
          ))}
        </ul>
      ) : (
        <form
          id="leave"
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            void submit(null);
          }}
          noValidate
          className="mt-6 grid grid-cols-1 gap-4 pb-4"
        >
          <CurrentPassword
            email={email}
            ref={password}
            hint={t("leave.passwordHint")}
            value={value}
            error={wrong}
            onChange={(event) => {
              setValue(event.target.value);
              setWrong(undefined);
            }}
          />
          {problem && <Note tone="negative" role="alert" title={problem} />}
        </form>
      )}
      {stepUp.sheet}
    </Flow>
  );
}
