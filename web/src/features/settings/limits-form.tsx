import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useStepUp } from "../../components/step-up-sheet";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { TextField } from "../../components/ui/text-field";
import { type AccountSettings_AccountFragment, UpdateAccountDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { useLanguage } from "../../lib/i18n";
import { amountDigits, formatWon, groupDigits, readWon } from "../../lib/money";
import { notify } from "../../lib/notify";
import { readAmount } from "../../lib/typed-amount";

interface Values {
  limitSingle: string;
  limitDaily: string;
}

const grouped = (digits: string) => (digits ? groupDigits(BigInt(digits)) : "");

/** Less counts at once, more after a confirmation and a delay. */
export function LimitsForm({ account }: { account: AccountSettings_AccountFragment }) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const language = useLanguage();
  const [problem, setProblem] = useState<string>();
  const stepUp = useStepUp(() => void submit());
  const [update] = useMutation(UpdateAccountDocument);
  const { register, handleSubmit, setError, setValue, watch, formState } = useForm<Values>({
    // What was saved, also when it comes out otherwise than typed: a raise waits.
    values: {
      limitSingle: grouped(account.limitSingle),
      limitDaily: grouped(account.limitDaily),
    },
  });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async ({ limitSingle, limitDaily }) => {
    setProblem(undefined);
    const input = {
      accountId: account.id,
      limitSingle: amountDigits(limitSingle) || "0",
      limitDaily: amountDigits(limitDaily) || "0",
      stepUpToken: stepUp.token.current,
    };
    try {
      const { data } = await update({ variables: { input } });
      const result = data?.updateAccount;
      if (result?.__typename === "UpdateAccountSuccess") {
        stepUp.token.current = null;
        return notify(t(result.account.limitRaise ? "limits.asked" : "account.saved"));
      }
      if (result?.__typename === "StepUpRequired") return stepUp.ask(result);
      if (result?.__typename === "InvalidInput")
        for (const { path, message } of result.fields)
          if (path === "limitSingle" || path === "limitDaily") setError(path, { message }, { shouldFocus: true });
      setProblem(result?.message ?? t("failure.tryAgain"));
    } catch (failure) {
      setProblem(failureText(failure));
    }
  });

  const limitField = (name: "limitSingle" | "limitDaily") => {
    const digits = amountDigits(watch(name));
    return (
      <TextField
        label={t(`account.${name}`)}
        inputMode="numeric"
        autoComplete="off"
        error={errors[name]?.message}
        hint={[
          digits && language === "ko" ? readWon(BigInt(digits)) : "",
          t("limits.max", { max: formatWon(account[`${name}Max`], language) }),
        ]
          .filter(Boolean)
          .join(" · ")}
        trail={<span className="font-medium text-ink-muted">{language === "ko" ? "원" : "KRW"}</span>}
        {...register(name, {
          required: t("account.limitMissing"),
          onChange: (event) => setValue(name, grouped(readAmount(event.target.value) ?? digits)),
        })}
      />
    );
  };

  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-5">
      {limitField("limitSingle")}
      {limitField("limitDaily")}
      {problem && <Note tone="negative" role="alert" title={problem} />}
      <Button type="submit" variant="yolk" size="xl" busy={isSubmitting}>
        {t("common.save")}
      </Button>
      {stepUp.sheet}
    </form>
  );
}
