import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { CurrentPassword } from "../../components/current-password";
import { useStepUp } from "../../components/step-up-sheet";
import { Button } from "../../components/ui/button";
import type { ConfirmWithPasswordInput, StepUp_QuestionFragment } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";

type PasswordFirstProps = {
  email: string;
  /** Answers what else is asked, what was wrong, or nothing. */
  onConfirm: (input: ConfirmWithPasswordInput) => Promise<StepUp_QuestionFragment | string | undefined>;
};

/** The password, and a second factor where the server wants to see one. */
export function PasswordFirst({ email, onConfirm }: PasswordFirstProps) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const field = useRef<HTMLInputElement>(null);
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const stepUp = useStepUp((token) => void ask(token));

  const ask = async (stepUpToken: string | null) => {
    setBusy(true);
    try {
      const answer = await onConfirm({ password, stepUpToken });
      if (typeof answer === "object") return stepUp.ask(answer);
      setProblem(answer);
      if (answer) field.current?.focus();
    } catch (failure) {
      setProblem(failureText(failure));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask(null);
  };

  return (
    <>
      <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
        <CurrentPassword
          email={email}
          ref={field}
          hint={t("security.passwordFirst")}
          value={password}
          error={problem}
          onChange={(event) => {
            setPassword(event.target.value);
            setProblem(undefined);
          }}
        />
        <Button type="submit" variant="yolk" size="xl" busy={busy} disabled={!password}>
          {t("security.next")}
        </Button>
      </form>
      {stepUp.sheet}
    </>
  );
}
