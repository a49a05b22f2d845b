import { useMutation } from "@apollo/client/react";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import * as z from "zod/mini";
import { Button } from "../../components/ui/button";
import { CheckField } from "../../components/ui/check-field";
import { Note } from "../../components/ui/note";
import { PasswordField } from "../../components/ui/password-field";
import { TextField } from "../../components/ui/text-field";
import { LogInDocument, type LogInMutation } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { useWait } from "../../lib/use-wait";
import { enter } from "./enter";

/* GraphQL */ `
  mutation LogIn($input: LogInInput!) {
    logIn(input: $input) {
      __typename
      ... on AuthPayload {
        ...Enter_payload @unmask
      }
      ... on MfaRequired {
        challengeId
        methods
        passkeyOptions
      }
      ...Refusal @unmask
      ... on TooManyAttempts {
        retryAfterSeconds
      }
    }
  }
`;

// Only what saves a round trip: the server judges the rest, and says the same for a wrong e-mail and a wrong password.
const schema = z.object({
  email: z.string().check(z.trim(), z.email("auth.emailWrong")),
  password: z.string().check(z.minLength(1, "auth.passwordMissing")),
});
type Values = z.infer<typeof schema>;
type MessageKey = "auth.emailWrong" | "auth.passwordMissing";

export type MfaQuestion = Extract<LogInMutation["logIn"], { __typename: "MfaRequired" }>;

type LogInFormProps = {
  remember: boolean;
  onRemember: (remember: boolean) => void;
  onDone: () => void;
  onMfa: (question: MfaQuestion) => void;
};

export function LogInForm({ remember, onRemember, onDone, onMfa }: LogInFormProps) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const [problem, setProblem] = useState<string>();
  const [isExpired, setExpired] = useState(false);
  const { waiting, wait } = useWait();
  /** Who has to wait: nobody else at this screen has. */
  const [waiter, setWaiter] = useState<string>();
  const [logIn] = useMutation(LogInDocument);
  const { register, handleSubmit, getValues, setError, setFocus, control, formState } = useForm<Values>({
    resolver: standardSchemaResolver(schema),
    defaultValues: { email: "", password: "" },
  });
  const { errors, isSubmitting } = formState;
  const isWaiting = useWatch({ control, name: "email" }) === waiter && waiting > 0;
  const said = (message: string | undefined) => (message?.startsWith("auth.") ? t(message as MessageKey) : message);

  const submit = handleSubmit(async (input) => {
    setProblem(undefined);
    setExpired(false);
    try {
      const { data } = await logIn({ variables: { input: { ...input, remember } } });
      const result = data?.logIn;
      if (!result) return setProblem(t("failure.tryAgain"));
      if (result.__typename === "AuthPayload") {
        enter(result, "password", remember);
        return onDone();
      }
      if (result.__typename === "MfaRequired") return onMfa(result);
      if (result.__typename === "TooManyAttempts") {
        setWaiter(getValues("email"));
        wait(result.retryAfterSeconds);
      }
      if (result.__typename === "InvalidInput")
        for (const { path, message } of result.fields)
          if (path === "email" || path === "password") setError(path, { message }, { shouldFocus: true });
      setProblem(result.message);
      setExpired(result.__typename === "PasswordExpired");
      if (result.__typename === "InvalidCredentials") setFocus("password");
    } catch (failure) {
      setProblem(failureText(failure));
    }
  });

  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-5">
      <TextField
        label={t("auth.email")}
        type="email"
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
        error={said(errors.email?.message)}
        {...register("email")}
      />
      <PasswordField
        label={t("auth.password")}
        autoComplete="current-password"
        error={said(errors.password?.message)}
        {...register("password")}
      />
      <div className="-my-2">
        <CheckField checked={remember} onChange={onRemember}>
          {t("auth.remember")}
        </CheckField>
      </div>
      {problem && (
        <Note tone={isExpired ? "info" : "negative"} role="alert" title={problem}>
          {isExpired ? (
            <Link
              to={`/password-reset${window.location.search}`}
              state={{ email: getValues("email") }}
              className="-mb-2 inline-flex min-h-11 items-center font-medium text-ink underline decoration-line-strong underline-offset-[3px]"
            >
              {t("reset.action")}
            </Link>
          ) : (
            isWaiting && t("auth.waitSeconds", { time: clock(waiting) })
          )}
        </Note>
      )}
      <Button type="submit" variant="yolk" size="xl" busy={isSubmitting} disabled={isWaiting} className="mt-2">
        {isSubmitting ? t("auth.loggingIn") : t("auth.logIn")}
      </Button>
    </form>
  );
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
