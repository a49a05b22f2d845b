import { KeyRound } from "lucide-react";
import { type ChangeEvent, type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FactorMethod, ProofInput } from "../gql/graphql";
import { useFailureText } from "../lib/graphql/failure-text";
import { askPasskey, PasskeyCancelled, passkeysWork } from "../lib/passkey";
import { Button } from "./ui/button";
import { Note } from "./ui/note";
import { PasswordField } from "./ui/password-field";
import { TextField } from "./ui/text-field";

const CODE_LENGTH = 6;

type ProofFormProps = {
  methods: readonly FactorMethod[];
  passkeyOptions: object | null;
  action: string;
  /** Sends the proof; answers what was wrong with it, or nothing. */
  onProof: (proof: ProofInput) => Promise<string | undefined>;
};

/** Asks for one of the ways in which a person can show that it is them. */
export function ProofForm({ methods, passkeyOptions, action, onProof }: ProofFormProps) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const typed = methods.filter((each) => each !== "PASSKEY");
  const [method, setMethod] = useState<FactorMethod | undefined>(typed[0]);
  const [value, setValue] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const prove = async (proof: () => Promise<ProofInput>) => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const wrong = await onProof(await proof());
      if (!wrong) return;
      setProblem(wrong);
      setValue("");
      field.current?.focus();
    } catch (failure) {
      if (failure instanceof PasskeyCancelled) return;
      setProblem(failureText(failure));
    } finally {
      setBusy(false);
    }
  };

  const send = (text: string) => void prove(async () => proofOf(method, text));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A sheet stands elsewhere on the page, but React would tell the form that asked for it too, and that would ask again.
    event.stopPropagation();
    if (value.trim()) send(value);
  };
  const typeCode = (text: string) => {
    const digits = text.replace(/\D/g, "").slice(0, CODE_LENGTH);
    setValue(digits);
    if (digits.length === CODE_LENGTH) send(digits);
  };
  const other = typed.find((each) => each !== method);
  const shared = {
    ref: field,
    value,
    error: problem,
    // Not disabled: the caret, and on a phone the keyboard, would be gone when the answer says no.
    readOnly: busy,
    announces: true,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setValue(event.target.value),
  };

  return (
    <div className="grid grid-cols-1 gap-4">
      {passkeyOptions && passkeysWork && (
        <Button
          variant={method ? "quiet" : "yolk"}
          size="xl"
          busy={busy && !value}
          onClick={() => void prove(async () => ({ passkey: await askPasskey(passkeyOptions) }))}
        >
          <KeyRound className="icon" aria-hidden="true" />
          {t("proof.usePasskey")}
        </Button>
      )}
      {method && (
        <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
          {method === "TOTP" && (
            <TextField
              {...shared}
              label={t("proof.code")}
              hint={t("proof.codeHint")}
              inputMode="numeric"
              autoComplete="one-time-code"
              onChange={(event) => typeCode(event.target.value)}
            />
          )}
          {method === "RECOVERY_CODE" && (
            <TextField
              {...shared}
              label={t("proof.recoveryCode")}
              hint={t("proof.recoveryCodeHint")}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
            />
          )}
          {method === "PASSWORD" && (
            <PasswordField {...shared} label={t("auth.password")} autoComplete="current-password" />
          )}
          <Button type="submit" variant="yolk" size="xl" busy={busy} disabled={!value.trim()}>
            {action}
          </Button>
        </form>
      )}
      {!method && problem && <Note tone="negative" role="alert" title={problem} />}
      {other && (
        <button
          type="button"
          className="min-h-11 justify-self-center text-label font-medium underline decoration-line-strong underline-offset-[3px]"
          onClick={() => {
            setMethod(other);
            setValue("");
            setProblem(undefined);
          }}
        >
          {t(other === "RECOVERY_CODE" ? "proof.useRecoveryCode" : "proof.useCode")}
        </button>
      )}
    </div>
  );
}

function proofOf(method: FactorMethod | undefined, text: string): ProofInput {
  if (method === "RECOVERY_CODE") return { recoveryCode: text };
  return method === "PASSWORD" ? { password: text } : { code: text };
}
