import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { TextField } from "../../components/ui/text-field";
import { type AccountSettings_AccountFragment, UpdateAccountDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { notify } from "../../lib/notify";

/* GraphQL */ `
  fragment AccountSettings_account on Account {
    id
    nickname
    number
    status
    balance
    limitSingle
    limitDaily
    limitSingleMax
    limitDailyMax
    spentToday
    openedAt
    limitRaise {
      limitSingle
      limitDaily
      effectiveAt
    }
  }
`;
/* GraphQL */ `
  mutation UpdateAccount($input: UpdateAccountInput!) {
    updateAccount(input: $input) {
      __typename
      ... on UpdateAccountSuccess {
        account {
          ...AccountSettings_account @unmask
        }
      }
      ... on StepUpRequired {
        ...StepUp_question @unmask
      }
      ...Refusal @unmask
    }
  }
`;

export function AccountForm({ account }: { account: AccountSettings_AccountFragment }) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const [problem, setProblem] = useState<string>();
  const [update] = useMutation(UpdateAccountDocument);
  const { register, handleSubmit, setError, formState } = useForm({ defaultValues: { nickname: account.nickname } });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async ({ nickname }) => {
    setProblem(undefined);
    try {
      const { data } = await update({ variables: { input: { accountId: account.id, nickname: nickname.trim() } } });
      const result = data?.updateAccount;
      if (result?.__typename === "UpdateAccountSuccess") return notify(t("account.saved"));
      if (result?.__typename === "InvalidInput")
        for (const { path, message } of result.fields)
          if (path === "nickname") setError(path, { message }, { shouldFocus: true });
      setProblem(result && "message" in result ? result.message : t("failure.tryAgain"));
    } catch (failure) {
      setProblem(failureText(failure));
    }
  });

  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-5">
      <TextField
        label={t("account.nickname")}
        maxLength={20}
        error={errors.nickname?.message}
        {...register("nickname", { validate: (value) => value.trim() !== "" || t("account.nicknameMissing") })}
      />
      {problem && <Note tone="negative" role="alert" title={problem} />}
      <Button type="submit" size="xl" busy={isSubmitting}>
        {t("common.save")}
      </Button>
    </form>
  );
}
