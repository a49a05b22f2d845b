import { useMutation } from "@apollo/client/react";
import { Trash2 } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStepUp } from "../../components/step-up-sheet";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { Sheet } from "../../components/ui/sheet";
import { TextField } from "../../components/ui/text-field";
import {
  AddPasskeyDocument,
  BeginPasskeyDocument,
  RemovePasskeyDocument,
  type Security_SecurityFragment,
  type StepUp_QuestionFragment,
} from "../../gql/graphql";
import { formatShortDay } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { notify } from "../../lib/notify";
import { makePasskey, PasskeyCancelled, passkeysWork } from "../../lib/passkey";
import { Row } from "./factors";
import { RecoveryCodes } from "./recovery-codes";

/* GraphQL */ `
  mutation BeginPasskey($input: BeginPasskeyInput!) {
    beginPasskey(input: $input) {
      __typename
      ... on BeginPasskeySuccess {
        challengeId
        options
      }
      ... on StepUpRequired {
        ...StepUp_question @unmask
      }
    }
  }
`;
/* GraphQL */ `
  mutation AddPasskey($input: AddPasskeyInput!) {
    addPasskey(input: $input) {
      __typename
      ... on AddPasskeySuccess {
        recoveryCodes
      }
      ... on UserError {
        code
        message
      }
    }
  }
`;
/* GraphQL */ `
  mutation RemovePasskey($input: RemovePasskeyInput!) {
    removePasskey(input: $input) {
      __typename
      ... on SecurityChanged {
        security {
          ...Security_security @unmask
        }
      }
      ... on StepUpRequired {
        ...StepUp_question @unmask
      }
      ... on UserError {
        code
        message
      }
    }
  }
`;

const NAME_LENGTH = 30;

type PasskeysProps = { security: Security_SecurityFragment; onChanged: () => void };

/** Passkeys: add one, remove one. Both are confirmed first. */
export function Passkeys({ security, onChanged }: PasskeysProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [naming, setNaming] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [problem, setProblem] = useState<string>();
  /** What goes on once the question is answered. */
  const pending = useRef<(token: string) => void>(() => undefined);
  const stepUp = useStepUp((token) => pending.current(token));
  const [begin] = useMutation(BeginPasskeyDocument);
  const [add] = useMutation(AddPasskeyDocument);
  const [remove] = useMutation(RemovePasskeyDocument);

  const ask = (asked: StepUp_QuestionFragment, next: (token: string) => void) => {
    pending.current = next;
    stepUp.ask(asked);
  };
  const adding = async (name: string, stepUpToken: string | null = null): Promise<void> => {
    setProblem(undefined);
    try {
      const started = (await begin({ variables: { input: { stepUpToken } } })).data?.beginPasskey;
      if (started?.__typename === "StepUpRequired") return ask(started, (token) => void adding(name, token));
      if (!started) return setProblem(t("failure.tryAgain"));
      const response = await makePasskey(started.options);
      const { data } = await add({ variables: { input: { challengeId: started.challengeId, response, name } } });
      const result = data?.addPasskey;
      if (result?.__typename !== "AddPasskeySuccess") return setProblem(result?.message ?? t("failure.tryAgain"));
      // a notice would lie over the codes
      if (result.recoveryCodes) return setCodes(result.recoveryCodes);
      notify(t("security.passkeyAdded"));
      onChanged();
    } catch (failure) {
      if (!(failure instanceof PasskeyCancelled)) setProblem(t("failure.tryAgain"));
    }
  };
  const removing = async (passkeyId: string, stepUpToken: string | null = null): Promise<void> => {
    setProblem(undefined);
    try {
      const result = (await remove({ variables: { input: { passkeyId, stepUpToken } } })).data?.removePasskey;
      if (result?.__typename === "StepUpRequired") return ask(result, (token) => void removing(passkeyId, token));
      if (result?.__typename !== "SecurityChanged") return setProblem(result?.message ?? t("failure.tryAgain"));
      notify(t("security.passkeyRemoved"));
      onChanged();
    } catch {
      setProblem(t("failure.tryAgain"));
    }
  };

  return (
    <>
      {security.passkeys.length === 0 && <p className="py-2 text-label text-ink-muted">{t("security.passkeysNone")}</p>}
      {security.passkeys.map(({ id, name, lastUsedAt }) => (
        <Row
          key={id}
          title={name}
          text={
            lastUsedAt
              ? t("security.passkeyUsed", { date: formatShortDay(lastUsedAt, language) })
              : t("security.passkeyUnused")
          }
        >
          <button
            type="button"
            aria-label={t("security.passkeyRemove", { name })}
            onClick={() => void removing(id)}
            className="-mr-2 grid size-11 place-items-center rounded-full text-ink-muted hover:bg-surface-muted"
          >
            <Trash2 className="icon" aria-hidden="true" />
          </button>
        </Row>
      ))}
      {problem && <Note tone="negative" role="alert" title={problem} />}
      {passkeysWork && (
        <Button className="mt-2" onClick={() => setNaming(true)}>
          {t("security.passkeyAdd")}
        </Button>
      )}
      <Sheet open={naming} onOpenChange={setNaming} title={t("security.passkeyAdd")}>
        <NameForm
          onName={(name) => {
            setNaming(false);
            void adding(name);
          }}
        />
      </Sheet>
      <Sheet open={codes !== null} onOpenChange={() => undefined} insists title={t("security.recoveryTitle")}>
        {codes && (
          <RecoveryCodes
            codes={codes}
            onKept={() => {
              setCodes(null);
              onChanged();
            }}
          />
        )}
      </Sheet>
      {stepUp.sheet}
    </>
  );
}

function NameForm({ onName }: { onName: (name: string) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState<string>(t("security.passkeyNameDefault"));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onName(name.trim());
  };
  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
      <TextField
        label={t("security.passkeyName")}
        maxLength={NAME_LENGTH}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" variant="yolk" size="xl" disabled={!name.trim()}>
        {t("security.next")}
      </Button>
    </form>
  );
}
