import { useMutation } from "@apollo/client/react";
import { Flag } from "lucide-react";
import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../components/copy-button";
import { Button } from "../../components/ui/button";
import { Chip } from "../../components/ui/chip";
import { SelectField } from "../../components/ui/select-field";
import { Sheet } from "../../components/ui/sheet";
import { type Problem, ReportProblemDocument, type TransactionDirection } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";

/* GraphQL */ `
  mutation ReportProblem($input: ReportProblemInput!) {
    reportProblem(input: $input) {
      __typename
      ...Refusal @unmask
      ... on ReportProblemSuccess {
        number
      }
    }
  }
`;

const PROBLEMS: readonly Problem[] = ["WRONG_PAYEE", "WRONG_AMOUNT", "NOT_MINE", "OTHER"];
const TEXT_MAX = 500;

type ReportProblemProps = { transferId: string; direction: TransactionDirection };

/** Tells the operators that something is wrong with a transfer, and gives a number to ask by. */
export function ReportProblem(transfer: ReportProblemProps) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const [number, setNumber] = useState<string | null>(null);
  const open = () => {
    setNumber(null);
    setIsOpen(true);
  };
  return (
    <>
      <Chip onClick={open}>
        <Flag className="icon-sm" aria-hidden="true" />
        {t("report.open")}
      </Chip>
      <Sheet
        open={isOpen}
        onOpenChange={setIsOpen}
        title={t(number ? "report.done" : "report.title")}
        description={t(number ? "report.doneText" : "report.text")}
      >
        {number ? <Done number={number} onClose={() => setIsOpen(false)} /> : <Form {...transfer} onDone={setNumber} />}
      </Sheet>
    </>
  );
}

function Form({ transferId, direction, onDone }: ReportProblemProps & { onDone: (number: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const failureText = useFailureText();
  const [problem, setProblem] = useState<Problem>("WRONG_PAYEE");
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string>();
  const [report, { loading }] = useMutation(ReportProblemDocument);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") {
      setWrong(t("report.missing"));
      return field.current?.focus();
    }
    setWrong(undefined);
    try {
      const result = (await report({ variables: { input: { transferId, problem, text } } })).data?.reportProblem;
      if (result?.__typename === "ReportProblemSuccess") return onDone(result.number);
      setWrong(result ? refusalText(result) : t("failure.tryAgain"));
    } catch (failure) {
      setWrong(failureText(failure));
    }
  };
  return (
    <form className="grid grid-cols-1 gap-5 pt-4" onSubmit={(event) => void send(event)}>
      <SelectField
        label={t("report.problem")}
        value={problem}
        onChange={(event) => setProblem(event.target.value as Problem)}
        options={PROBLEMS.map((value) => ({ value, label: t(`report.problems.${direction}.${value}`) }))}
      />
      <div>
        <label htmlFor={id} className="mb-2 block text-label font-medium">
          {t("report.what")}
        </label>
        <div className="rounded-md bg-surface-muted px-4 focus-within:bg-surface focus-within:shadow-[inset_0_0_0_2px_var(--ink)]">
          <textarea
            ref={field}
            id={id}
            rows={4}
            maxLength={TEXT_MAX}
            value={text}
            aria-invalid={wrong !== undefined}
            aria-describedby={`${id}-hint`}
            onChange={(event) => setText(event.target.value.replace(/[\r\n]+/g, " "))}
            className="block w-full resize-none bg-transparent py-3 text-body outline-none"
          />
        </div>
        <p
          id={`${id}-hint`}
          role={wrong ? "alert" : undefined}
          className={wrong ? "mt-1.5 text-caption text-negative" : "mt-1.5 text-caption text-ink-muted"}
        >
          {wrong ?? t("report.hint", { number: TEXT_MAX })}
        </p>
      </div>
      <Button type="submit" variant="ink" busy={loading}>
        {t("report.send")}
      </Button>
    </form>
  );
}

function Done({ number, onClose }: { number: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="grid grid-cols-1 gap-5 pt-4">
      <p className="flex items-center justify-between rounded-md bg-surface-muted px-4 py-3">
        <span className="text-label text-ink-muted">{t("report.number")}</span>
        <span className="font-mono text-body font-semibold">
          {number} <CopyButton value={number} label={t("report.copy")} done={t("report.copied")} />
        </span>
      </p>
      <Button variant="ink" onClick={onClose}>
        {t("report.close")}
      </Button>
    </div>
  );
}
