import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { CurrentPassword } from "../../components/current-password";
import { Fact, Facts } from "../../components/facts";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { PhoneField } from "../../components/phone-field";
import { useStepUp } from "../../components/step-up-sheet";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { ChangePhoneDocument, RevealPhoneDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { notify } from "../../lib/notify";
import { PHONE } from "../../lib/phone";

/* GraphQL */ `
  mutation ChangePhone($input: ChangePhoneInput!) {
    changePhone(input: $input) {
      __typename
      ... on ProfileChanged {
        user {
          id
          phone
        }
      }
      ... on StepUpRequired {
        ...StepUp_question @unmask
      }
      ...Refusal @unmask
    }
  }
`;
/* GraphQL */ `
  mutation RevealPhone($input: RevealPhoneInput!) {
    revealPhone(input: $input) {
      __typename
      ... on RevealedPhone {
        phone
      }
      ... on UserError {
        code
        message
      }
    }
  }
`;

type ChangePhoneProps = { email: string; phone: string | null; onDone: () => void };

/** The number is shown masked; the password shows it in full and changes it. */
export function ChangePhone({ email, phone, onDone }: ChangePhoneProps) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const [problem, setProblem] = useState<string>();
  const [revealed, setRevealed] = useState<string | null>(null);
  const stepUp = useStepUp(() => void submit());
  const [change] = useMutation(ChangePhoneDocument);
  const [reveal, { loading: revealing }] = useMutation(RevealPhoneDocument);
  const { register, handleSubmit, setError, setValue, watch, getValues, trigger, formState } = useForm({
    defaultValues: { phone: "", password: "" },
  });
  const { errors, isSubmitting } = formState;
  const refuse = (path: "phone" | "password", message: string) => setError(path, { message }, { shouldFocus: true });

  const submit = handleSubmit(async (input) => {
    setProblem(undefined);
    try {
      const asked = { ...input, phone: input.phone || null, stepUpToken: stepUp.token.current };
      const { data } = await change({ variables: { input: asked } });
      const result = data?.changePhone;
      if (result?.__typename === "ProfileChanged") {
        notify(t(input.phone ? "settings.phoneDone" : "settings.phoneGone"));
        return onDone();
      }
      if (result?.__typename === "StepUpRequired") return stepUp.ask(result);
      if (result?.__typename === "InvalidPassword") return refuse("password", result.message);
      if (result?.__typename === "InvalidInput") return refuse("phone", refusalText(result));
      setProblem(result?.message ?? t("failure.tryAgain"));
    } catch (failure) {
      setProblem(failureText(failure));
    }
  });
  const show = async () => {
    setProblem(undefined);
    if (!(await trigger("password", { shouldFocus: true }))) return;
    try {
      const { data } = await reveal({ variables: { input: { password: getValues("password") } } });
      const result = data?.revealPhone;
      if (result?.__typename === "RevealedPhone") setRevealed(result.phone ?? null);
      else if (result?.__typename === "InvalidPassword") refuse("password", result.message);
      else setProblem(result?.message ?? t("failure.tryAgain"));
    } catch (failure) {
      setProblem(failureText(failure));
    }
  };

  return (
    <Flow
      exit="/more"
      action={
        <Button type="submit" form="change-phone" variant="yolk" size="xl" busy={isSubmitting}>
          {t("common.save")}
        </Button>
      }
    >
      <PageTitle title={t("settings.phoneTitle")} className="mt-2 question" />
      <form id="change-phone" onSubmit={submit} noValidate className="mt-7 grid grid-cols-1 gap-5">
        <PhoneField
          label={t("settings.phone")}
          hint={phone ? t("settings.phoneHint") : undefined}
          error={errors.phone?.message}
          name="phone"
          ref={
            register("phone", {
              validate: (value) => (value === "" && phone !== null) || PHONE.test(value) || t("auth.phoneWrong"),
            }).ref
          }
          value={watch("phone")}
          onChange={(value) => setValue("phone", value, { shouldValidate: !!errors.phone })}
        />
        <CurrentPassword
          email={email}
          hint={t("settings.proof")}
          error={errors.password?.message}
          {...register("password", { required: t("auth.passwordMissing") })}
        />
        {phone && (
          <div>
            <Facts>
              <Fact label={t("settings.phoneNow")}>
                <span role="status">{revealed ?? phone}</span>
              </Fact>
            </Facts>
            {!revealed && (
              <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
                <Button size="md" busy={revealing} onClick={() => void show()}>
                  {t("settings.phoneShow")}
                </Button>
                <span className="text-caption text-ink-muted">{t("settings.phoneShowHint")}</span>
              </div>
            )}
          </div>
        )}
        {problem && <Note tone="negative" role="alert" title={problem} />}
      </form>
      {stepUp.sheet}
    </Flow>
  );
}
