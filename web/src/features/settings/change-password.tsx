import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { CurrentPassword } from "../../components/current-password";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { useStepUp } from "../../components/step-up-sheet";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { PasswordField } from "../../components/ui/password-field";
import { ChangePasswordDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { notify } from "../../lib/notify";

/* GraphQL */ `
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      __typename
      ... on PasswordChanged {
        changedAt
      }
      ... on StepUpRequired {
        ...StepUp_question @unmask
      }
      ...Refusal @unmask
    }
  }
`;

export function ChangePassword({ email, onDone }: { email: string; onDone: () => void }) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const [problem, setProblem] = useState<string>();
  const stepUp = useStepUp(() => void submit());
  const [change] = useMutation(ChangePasswordDocument);
  const { register, handleSubmit, setError, formState } = useForm({
    defaultValues: { currentPassword: "", newPassword: "" },
  });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async (input) => {
    setProblem(undefined);
    const refuse = (path: keyof typeof input, message: string) => setError(path, { message }, { shouldFocus: true });
    try {
      const { data } = await change({ variables: { input: { ...input, stepUpToken: stepUp.token.current } } });
      const result = data?.changePassword;
      if (result?.__typename === "PasswordChanged") {
        notify(t("settings.passwordDone"));
        return onDone();
      }
      if (result?.__typename === "StepUpRequired") return stepUp.ask(result);
      if (result?.__typename === "InvalidPassword") return refuse("currentPassword", result.message);
      if (result?.__typename === "InvalidInput") return refuse("newPassword", refusalText(result));
      setProblem(result?.message ?? t("failure.tryAgain"));
    } catch (failure) {
      setProblem(failureText(failure));
    }
  });

  return (
    <Flow
      exit="/more"
      action={
        <Button type="submit" form="change-password" variant="yolk" size="xl" busy={isSubmitting}>
          {t("reset.action")}
        </Button>
      }
    >
      <PageTitle title={t("settings.passwordTitle")} className="mt-2 question" />
      <form id="change-password" onSubmit={submit} noValidate className="mt-7 grid grid-cols-1 gap-5">
        <CurrentPassword
          email={email}
          label={t("settings.passwordNow")}
          error={errors.currentPassword?.message}
          {...register("currentPassword", { required: t("auth.passwordMissing") })}
        />
        <PasswordField
          label={t("reset.newPassword")}
          autoComplete="new-password"
          hint={t("auth.passwordHint")}
          error={errors.newPassword?.message}
          {...register("newPassword", {
            minLength: { value: 10, message: t("auth.passwordShort") },
            maxLength: { value: 200, message: t("auth.passwordLong") },
            required: t("auth.passwordShort"),
          })}
        />
        <Note title={t("settings.passwordNotice")} />
        {problem && <Note tone="negative" role="alert" title={problem} />}
      </form>
      {stepUp.sheet}
    </Flow>
  );
}
