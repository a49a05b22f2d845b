import { useMutation } from "@apollo/client/react";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { AmountField } from "../../components/amount-field";
import { useStepUp } from "../../components/step-up-sheet";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { type AccountSettings_AccountFragment, UpdateAccountDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { notify } from "../../lib/notify";

const LIMITS = ["limitSingle", "limitDaily"] as const;
type Limit = (typeof LIMITS)[number];

/** Less counts at once, more after a confirmation and a delay. */
export function LimitsForm({ account }: { account: AccountSettings_AccountFragment }) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const language = useLanguage();
  // What was saved stands there again, also when it comes out otherwise than typed: a raise waits.
  const [typed, setTyped] = useState<Partial<Record<Limit, string>>>({});
  const [wrong, setWrong] = useState<Partial<Record<Limit, string>>>({});
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const fields = useRef<Partial<Record<Limit, Pick<HTMLInputElement, "focus"> | null>>>({});
  const stepUp = useStepUp(() => void save());
  const [update] = useMutation(UpdateAccountDocument);
  const { limitSingle, limitDaily } = { ...account, ...typed };

  const refuse = (problems: Partial<Record<Limit, string>>) => {
    setWrong(problems);
    const first = LIMITS.find((limit) => problems[limit]);
    if (first) fields.current[first]?.focus();
    return first !== undefined;
  };

  const save = async () => {
    setProblem(undefined);
    const missing = t("account.limitMissing");
    if (refuse({ ...(!limitSingle && { limitSingle: missing }), ...(!limitDaily && { limitDaily: missing }) })) return;
    setBusy(true);
    try {
      const input = { accountId: account.id, limitSingle, limitDaily, stepUpToken: stepUp.token.current };
      const result = (await update({ variables: { input } })).data?.updateAccount;
      if (result?.__typename === "UpdateAccountSuccess") {
        stepUp.token.current = null;
        setTyped({});
        return notify(t(result.account.limitRaise ? "limits.asked" : "account.saved"));
      }
      if (result?.__typename === "StepUpRequired") return stepUp.ask(result);
      if (result?.__typename === "InvalidInput")
        refuse(Object.fromEntries(result.fields.map(({ path, message }) => [path, message])));
      setProblem(result?.message ?? t("failure.tryAgain"));
    } catch (failure) {
      setProblem(failureText(failure));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      noValidate
      className="grid grid-cols-1 gap-5"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      {LIMITS.map((limit) => (
        <AmountField
          key={limit}
          ref={(field) => {
            fields.current[limit] = field;
          }}
          label={t(`account.${limit}`)}
          inWords
          value={limit === "limitSingle" ? limitSingle : limitDaily}
          onChange={(digits) => {
            setTyped({ ...typed, [limit]: digits });
            setWrong({ ...wrong, [limit]: undefined });
          }}
          error={wrong[limit]}
          hint={t("limits.max", { max: formatWon(account[`${limit}Max`], language) })}
        />
      ))}
      {problem && <Note tone="negative" role="alert" title={problem} />}
      <Button type="submit" variant="yolk" size="xl" busy={busy}>
        {t("common.save")}
      </Button>
      {stepUp.sheet}
    </form>
  );
}
