import { useMutation } from "@apollo/client/react";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { CodeField } from "../../components/code-field";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { PhoneField } from "../../components/phone-field";
import { Button, ButtonLink } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { PasswordField } from "../../components/ui/password-field";
import { TextField } from "../../components/ui/text-field";
import { TERMS_VERSION } from "../../config/terms";
import { SignUpDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { enter } from "./enter";
import { type SignUpMessage, type SignUpValues, signUpSchema } from "./sign-up-schema";
import { Terms } from "./terms";
import { useEmailCode } from "./use-email-code";

/* GraphQL */ `
  mutation SignUp($input: SignUpInput!) {
    signUp(input: $input) {
      __typename
      ... on AuthPayload {
        ...Enter_payload @unmask
      }
      ...Refusal @unmask
    }
  }
`;

const STEPS = ["name", "phone", "email", "code", "password", "terms"] as const;
type Step = (typeof STEPS)[number];
const FIELDS = {
  name: ["name"],
  phone: ["phone"],
  email: ["email"],
  code: ["code"],
  password: ["password"],
  terms: ["service", "privacy"],
} as const;
type Field = Exclude<Step, "terms">;

interface Refused {
  path: Field;
  message: string;
  /** "taken" goes with the message, so that the way to log in goes when the e-mail is changed. */
  type: "server" | "taken";
}

/** One question a screen. The step is in the address, so back is the browser's own back; the answers stay in the form. */
export function SignUpFlow({
  needsCode,
  step,
  onStep,
  onDone,
}: {
  needsCode: boolean;
  step: number;
  onStep: (step: number) => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const failureText = useFailureText();
  const code = useEmailCode("SIGN_UP");
  const steps: readonly Step[] = needsCode ? STEPS : STEPS.filter((each) => each !== "code");
  const [signUp] = useMutation(SignUpDocument);
  const form = useForm<SignUpValues>({
    resolver: standardSchemaResolver(signUpSchema),
    defaultValues: {
      name: "",
      phone: "",
      email: "",
      code: "",
      password: "",
      service: false,
      privacy: false,
      marketing: false,
    },
    mode: "onSubmit",
  });
  const { errors, isSubmitting } = form.formState;
  const said = (message: string | undefined) => (message?.startsWith("auth.") ? t(message as SignUpMessage) : message);
  const now: Step = steps[step] ?? "name";

  // the field the server refused is on another screen, and can take the focus only when that one is there
  useEffect(() => {
    if (refused?.path !== now) return;
    const { path, type, message } = refused;
    form.setError(path, { type, message }, { shouldFocus: true });
    setRefused(null);
  }, [refused, now, form]);

  const send = async ({ name, phone, email, code, password, marketing }: SignUpValues) => {
    try {
      const input = { name, phone: phone || null, email, code: code || null, password, marketing };
      const { data } = await signUp({ variables: { input: { ...input, termsVersion: TERMS_VERSION } } });
      const result = data?.signUp;
      if (!result) return setProblem(t("failure.tryAgain"));
      if (result.__typename === "AuthPayload") {
        enter(result, "password");
        return onDone();
      }
      const taken = result.__typename === "EmailTaken";
      const wrong =
        result.__typename === "InvalidInput"
          ? result.fields
          : [{ path: taken ? "email" : result.__typename === "InvalidCode" ? "code" : "", message: result.message }];
      for (const { path, message } of wrong) {
        const place = steps.indexOf(path as Step);
        if (place < 0) continue;
        onStep(place);
        setRefused({ path: path as Field, message, type: taken ? "taken" : "server" });
        return;
      }
      setProblem(result.message);
    } catch (failure) {
      setProblem(failureText(failure));
    }
  };

  /** A code is sent when the address is left, and looked at before more is asked. */
  const proveEmail = async (): Promise<{ path: Field; message: string } | null> => {
    const email = form.getValues("email").trim();
    if (now === "email" && needsCode && code.sentTo !== email) {
      const message = await code.send(email);
      if (!message) form.setValue("code", "");
      return message ? { path: "email", message } : null;
    }
    if (now !== "code") return null;
    const typed = form.getValues("code");
    const message = typed ? await code.look(email, typed) : t("auth.codeWrong");
    return message ? { path: "code", message } : null;
  };
  const resend = async (): Promise<number | null> => {
    setProblem(undefined);
    form.clearErrors("code");
    const message = await code.send(form.getValues("email").trim());
    if (message) setProblem(message);
    return message ? null : code.wait;
  };

  const next = async () => {
    setProblem(undefined);
    const good = await form.trigger(FIELDS[now], { shouldFocus: true });
    if (!good) return;
    if (now === "terms") return form.handleSubmit(send)();
    setBusy(true);
    const refusal = await proveEmail();
    setBusy(false);
    if (refusal) form.setError(refusal.path, { message: refusal.message }, { shouldFocus: true });
    else onStep(step + 1);
  };

  return (
    <Flow
      step={{ now: step + 1, of: steps.length }}
      exit="/login"
      action={
        <Button type="submit" form="sign-up" variant="yolk" size="xl" busy={isSubmitting || busy}>
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
        {now === "phone" && (
          <PhoneField
            label={t("auth.phone")}
            enterKeyHint="next"
            hint={t("auth.phoneHint")}
            error={said(errors.phone?.message)}
            name="phone"
            ref={form.register("phone").ref}
            value={form.watch("phone")}
            onChange={(phone) => form.setValue("phone", phone, { shouldValidate: !!errors.phone })}
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
        {now === "code" && (
          <CodeField
            email={form.getValues("email").trim()}
            error={said(errors.code?.message)}
            name="code"
            ref={form.register("code").ref}
            value={form.watch("code")}
            onChange={(digits) => {
              form.setValue("code", digits);
              form.clearErrors("code");
            }}
            wait={code.wait}
            onResend={resend}
          />
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
