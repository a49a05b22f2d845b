import { useMutation } from "@apollo/client/react";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { CodeField } from "../../components/code-field";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { PasswordField } from "../../components/ui/password-field";
import { TextField } from "../../components/ui/text-field";
import { ResetPasswordDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { notify } from "../../lib/notify";
import { emailField, newPasswordField, type SignUpMessage } from "./sign-up-schema";
import { useEmailCode } from "./use-email-code";

/* GraphQL */ `
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
      __typename
      ... on PasswordChanged {
        changedAt
      }
      ...Refusal @unmask
    }
  }
`;

const STEPS = ["email", "code", "password"] as const;
type Step = (typeof STEPS)[number];

/** A new password with a code from the mail. Whether the address has an account is told by the mail alone. */
export function PasswordResetFlow({
  email: known,
  step,
  onStep,
  onDone,
}: {
  /** Typed at the log-in already. */
  email: string;
  step: number;
  onStep: (step: number) => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const code = useEmailCode("PASSWORD_RESET");
  const [reset] = useMutation(ResetPasswordDocument);
  const [values, setValues] = useState({ email: known, code: "", password: "" });
  const [wrong, setWrong] = useState<{ step: Step; message: string } | null>(null);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const now = STEPS[step] ?? "email";
  const email = values.email.trim();

  const change = (value: string) => {
    setValues({ ...values, [now]: value });
    setWrong(null);
  };
  const refuse = (at: Step, message: string) => {
    setWrong({ step: at, message });
    if (at !== now) onStep(STEPS.indexOf(at));
    else field.current?.focus();
  };

  const send = async () => {
    try {
      const input = { email, code: values.code, newPassword: values.password };
      const { data } = await reset({ variables: { input } });
      const result = data?.resetPassword;
      if (result?.__typename === "PasswordChanged") {
        notify(t("reset.done"));
        return onDone();
      }
      if (result?.__typename === "InvalidCode") return refuse("code", result.message);
      if (result?.__typename === "InvalidInput") return refuse("password", refusalText(result));
      setProblem(t("failure.tryAgain"));
    } catch (failure) {
      setProblem(failureText(failure));
    }
  };

  /** Null when there is nothing against the next screen. */
  const judge = async (): Promise<string | null> => {
    if (now === "email") {
      const read = emailField.safeParse(values.email);
      if (!read.success) return t("auth.emailWrong");
      return code.sentTo === email ? null : code.send(email);
    }
    if (now === "code") return values.code.length === 6 ? code.look(email, values.code) : t("auth.codeWrong");
    const read = newPasswordField.safeParse(values.password);
    return read.success ? null : t(read.error.issues[0]?.message as SignUpMessage);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(undefined);
    setBusy(true);
    const message = await judge();
    if (message) refuse(now, message);
    else if (now === "password") await send();
    else onStep(step + 1);
    setBusy(false);
  };
  const resend = async (): Promise<number | null> => {
    setProblem(undefined);
    setWrong(null);
    const message = await code.send(email);
    if (message) setProblem(message);
    return message ? null : code.wait;
  };

  const error = wrong?.step === now ? wrong.message : undefined;
  return (
    <Flow
      step={{ now: step + 1, of: STEPS.length }}
      exit="/login"
      action={
        <Button type="submit" form="password-reset" variant="yolk" size="xl" busy={busy}>
          {now === "password" ? t("reset.action") : t("common.next")}
        </Button>
      }
    >
      <PageTitle key={now} title={t(`reset.title.${now}`)} className="mt-2 question" />
      <form id="password-reset" onSubmit={submit} noValidate className="mt-7 grid grid-cols-1 gap-5">
        {now === "email" && (
          <TextField
            ref={field}
            label={t("auth.email")}
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="next"
            value={values.email}
            error={error}
            onChange={(event) => change(event.target.value)}
          />
        )}
        {now === "code" && (
          <CodeField
            ref={field}
            email={email}
            value={values.code}
            error={error}
            onChange={change}
            wait={code.wait}
            onResend={resend}
          />
        )}
        {now === "password" && (
          <>
            <input type="text" autoComplete="username" value={email} readOnly hidden />
            <PasswordField
              ref={field}
              label={t("reset.newPassword")}
              autoComplete="new-password"
              hint={t("auth.passwordHint")}
              value={values.password}
              error={error}
              onChange={(event) => change(event.target.value)}
            />
            <Note title={t("reset.everywhere")} />
          </>
        )}
        {problem && <Note tone="negative" role="alert" title={problem} />}
      </form>
    </Flow>
  );
}
