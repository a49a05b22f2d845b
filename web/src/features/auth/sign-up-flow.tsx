import { useMutation } from "@apollo/client/react";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Button, ButtonLink } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { PasswordField } from "../../components/ui/password-field";
import { TextField } from "../../components/ui/text-field";
import { TERMS_VERSION } from "../../config/terms";
import { SignUpDocument } from "../../gql/graphql";
import { requestIdOf } from "../../lib/graphql/errors";
import { beginSession } from "../../lib/session";
import { type SignUpMessage, type SignUpValues, signUpSchema } from "./sign-up-schema";
import { Terms } from "./terms";

/* GraphQL */ `
  mutation SignUp($input: SignUpInput!) {
    signUp(input: $input) {
      __typename
      ... on AuthPayload {
        accessToken
        expiresAt
        user {
          id
        }
      }
      ... on UserError {
        code
        message
      }
      ... on InvalidInput {
        fields {
          path
          message
        }
      }
    }
  }
`;

const STEPS = ["name", "email", "password", "terms"] as const;
type Step = (typeof STEPS)[number];
const FIELDS = { name: ["name"], email: ["email"], password: ["password"], terms: ["service", "privacy"] } as const;

interface Refused {
  path: "name" | "email" | "password";
  message: string;
  /** "taken" goes with the message, so that the way to log in goes when the e-mail is changed. */
  type: "server" | "taken";
}

/** One question a screen. The step is in the address, so back is the browser's own back; the answers stay in the form. */
export function SignUpFlow({
  step,
  onStep,
  onDone,
}: {
  step: number;
  onStep: (step: number) => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string>();
  const [refused, setRefused] = useState<Refused | null>(null);
  const [signUp] = useMutation(SignUpDocument);
  const form = useForm<SignUpValues>({
    resolver: standardSchemaResolver(signUpSchema),
    defaultValues: { name: "", email: "", password: "", service: false, privacy: false, marketing: false },
    mode: "onSubmit",
  });
  const { errors, isSubmitting } = form.formState;
  const said = (message: string | undefined) => (message?.startsWith("auth.") ? t(message as SignUpMessage) : message);
  const now: Step = STEPS[step] ?? "name";

  // the field the server refused is on another screen, and can take the focus only when that one is there
  useEffect(() => {
    if (refused?.path !== now) return;
    const { path, type, message } = refused;
    form.setError(path, { type, message }, { shouldFocus: true });
    setRefused(null);
  }, [refused, now, form]);

  const send = async ({ name, email, password, marketing }: SignUpValues) => {
    try {
      const { data } = await signUp({
        variables: { input: { name, email, password, marketing, termsVersion: TERMS_VERSION } },
      });
      const result = data?.signUp;
      if (!result) return setProblem(t("failure.tryAgain"));
      if (result.__typename === "AuthPayload") {
        beginSession(result);
        return onDone();
      }
      const taken = result.__typename === "EmailTaken";
      const wrong = result.__typename === "InvalidInput" ? result.fields : [];
      for (const { path, message } of taken ? [{ path: "email", message: result.message }] : wrong) {
        const place = STEPS.indexOf(path as Step);
        if (path !== "name" && path !== "email" && path !== "password") continue;
        onStep(place);
        setRefused({ path, message, type: taken ? "taken" : "server" });
        return;
      }
      setProblem(result.message);
    } catch (failure) {
      const id = requestIdOf(failure);
      setProblem(id ? t("failure.withId", { id }) : t("failure.tryAgain"));
    }
  };

  const next = async () => {
    setProblem(undefined);
    const good = await form.trigger(FIELDS[now], { shouldFocus: true });
    if (!good) return;
    if (now === "terms") await form.handleSubmit(send)();
    else onStep(step + 1);
  };

  return (
    <Flow
      step={{ now: step + 1, of: STEPS.length }}
      exit="/login"
      action={
        <Button type="submit" form="sign-up" variant="yolk" size="xl" busy={isSubmitting}>
          {now === "terms" ? t(isSubmitting ? "auth.signingUp" : "auth.signUp") : t("common.next")}
        </Button>
      }
    >
      <PageTitle key={now} title={t(`auth.title.${now}`)} className="mt-2 question" />
      <form
        id="sign-up"
        noValidate
        className="mt-7 grid grid-cols-1 gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void next();
        }}
      >
        {now === "name" && (
          <TextField
            key="name"
            label={t("auth.name")}
            autoComplete="name"
            enterKeyHint="next"
            hint={t("auth.nameHint")}
            error={said(errors.name?.message)}
            {...form.register("name")}
          />
        )}
        {now === "email" && (
          <TextField
            key="email"
            label={t("auth.email")}
            type="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="next"
            error={said(errors.email?.message)}
            {...form.register("email")}
          />
        )}
        {now === "email" && errors.email?.type === "taken" && (
          <ButtonLink to="/login" variant="ink" className="justify-self-start">
            {t("auth.goToLogIn")}
          </ButtonLink>
        )}
        {now === "password" && (
          <>
            {/* lets a password manager keep the e-mail with the new password */}
            <input type="text" autoComplete="username" value={form.getValues("email")} readOnly hidden />
            <PasswordField
              key="password"
              label={t("auth.password")}
              autoComplete="new-password"
              enterKeyHint="next"
              hint={t("auth.passwordHint")}
              error={said(errors.password?.message)}
              {...form.register("password")}
            />
          </>
        )}
        {now === "terms" && <Terms form={form} problem={said(errors.service?.message ?? errors.privacy?.message)} />}
        {problem && <Note tone="negative" role="alert" title={problem} />}
      </form>
    </Flow>
  );
}
