import { useMutation } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { CodeField } from "../../components/code-field";
import { CurrentPassword } from "../../components/current-password";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { useStepUp } from "../../components/step-up-sheet";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { TextField } from "../../components/ui/text-field";
import { ChangeEmailDocument, RequestEmailChangeDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { notify } from "../../lib/notify";
import { maskEmail } from "./mask-email";

/* GraphQL */ `
  mutation RequestEmailChange($input: RequestEmailChangeInput!) {
    requestEmailChange(input: $input) {
      __typename
      ... on EmailCodeSent {
        askAgainAfterSeconds
      }
      ... on StepUpRequired {
        ...StepUp_question @unmask
      }
      ...Refusal @unmask
    }
  }
`;
/* GraphQL */ `
  mutation ChangeEmail($input: ChangeEmailInput!) {
    changeEmail(input: $input) {
      __typename
      ... on ProfileChanged {
        user {
          id
          email
        }
      }
      ...Refusal @unmask
    }
  }
`;

/** The new address and the password first, then the code that came there. */
export function ChangeEmail({ email: present, onDone }: { email: string; onDone: () => void }) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const [problem, setProblem] = useState<string>();
  /** Seconds to wait before another code, once one was sent. */
  const [sent, setSent] = useState<number | null>(null);
  const stepUp = useStepUp(() => void ask());
  const [request] = useMutation(RequestEmailChangeDocument);
  const [change] = useMutation(ChangeEmailDocument);
  const { register, handleSubmit, setError, clearErrors, setValue, setFocus, getValues, watch, formState } = useForm({
    defaultValues: { email: "", password: "", code: "" },
  });
  const { errors, isSubmitting } = formState;
  const isSent = sent !== null;
  useEffect(() => {
    if (isSent) setFocus("code");
  }, [isSent, setFocus]);

  const refuse = (path: "email" | "password" | "code", message: string) => {
    if (path !== "code") setSent(null);
    setError(path, { message }, { shouldFocus: true });
  };
  const ask = async (): Promise<number | null> => {
    setProblem(undefined);
    const { email, password } = getValues();
    try {
      const input = { email: email.trim(), password, stepUpToken: stepUp.token.current };
      const { data } = await request({ variables: { input } });
      const result = data?.requestEmailChange;
      if (result?.__typename === "EmailCodeSent") {
        setSent(result.askAgainAfterSeconds);
        return result.askAgainAfterSeconds;
      }
      if (result?.__typename === "StepUpRequired") stepUp.ask(result);
      else if (result?.__typename === "InvalidPassword") refuse("password", result.message);
      else if (result?.__typename === "InvalidInput") refuse("email", refusalText(result));
      else setProblem(result?.message ?? t("failure.tryAgain"));
    } catch (failure) {
      setProblem(failureText(failure));
    }
    return null;
  };
  const move = async (code: string) => {
    if (code.length !== 6) return refuse("code", t("auth.codeWrong"));
    setProblem(undefined);
    try {
      const { data } = await change({ variables: { input: { code } } });
      const result = data?.changeEmail;
      if (result?.__typename === "ProfileChanged") {
        notify(t("settings.emailDone"));
        return onDone();
      }
      if (result?.__typename === "EmailTaken") return refuse("email", result.message);
      refuse("code", result?.message ?? t("failure.tryAgain"));
    } catch (failure) {
      setProblem(failureText(failure));
    }
  };
  const submit = handleSubmit(async ({ code }) => {
    if (isSent) await move(code);
    else await ask();
  });

  return (
    <Flow
      step={{ now: isSent ? 2 : 1, of: 2 }}
      exit="/more"
      {...(isSent ? { onBack: () => setSent(null) } : {})}
      action={
        <Button type="submit" form="change-email" variant="yolk" size="xl" busy={isSubmitting}>
          {isSent ? t("settings.change") : t("common.next")}
        </Button>
      }
    >
      <PageTitle
        key={String(isSent)}
        title={isSent ? t("reset.title.code") : t("settings.emailTitle")}
        className="mt-2 question"
      />
      <form id="change-email" onSubmit={submit} noValidate className="mt-7 grid grid-cols-1 gap-5">
        {sent !== null ? (
          <CodeField
            email={getValues("email").trim()}
            error={errors.code?.message}
            name="code"
            ref={register("code").ref}
            value={watch("code")}
            onChange={(digits) => {
              setValue("code", digits);
              clearErrors("code");
            }}
            wait={sent}
            onResend={ask}
          />
        ) : (
          <>
            <TextField
              label={t("settings.emailNew")}
              type="email"
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
              hint={t("settings.emailHint", { email: maskEmail(present) })}
              error={errors.email?.message}
              {...register("email", {
                validate: (value) => /^\S+@\S+\.\S+$/.test(value.trim()) || t("auth.emailWrong"),
              })}
            />
            <CurrentPassword
              email={present}
              hint={t("settings.proof")}
              error={errors.password?.message}
              {...register("password", { required: t("auth.passwordMissing") })}
            />
            <Note title={t("settings.emailNotice")} />
          </>
        )}
        {problem && <Note tone="negative" role="alert" title={problem} />}
      </form>
      {stepUp.sheet}
    </Flow>
  );
}
