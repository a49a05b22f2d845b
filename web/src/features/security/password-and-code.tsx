import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { CurrentPassword } from "../../components/current-password";
import { ProofForm } from "../../components/proof-form";
import type { ConfirmWithCodeInput, FactorMethod } from "../../gql/graphql";

type PasswordAndCodeProps = {
  email: string;
  action: string;
  /** Answers what was wrong, or nothing. */
  onConfirm: (input: ConfirmWithCodeInput) => Promise<string | undefined>;
};

const METHODS: readonly FactorMethod[] = ["TOTP", "RECOVERY_CODE"];

/** Both are asked for what would let somebody else in. */
export function PasswordAndCode({ email, action, onConfirm }: PasswordAndCodeProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className="grid grid-cols-1 gap-4">
      <form onSubmit={(event) => event.preventDefault()}>
        <CurrentPassword
          ref={field}
          email={email}
          value={password}
          error={isMissing ? t("auth.passwordMissing") : undefined}
          announces
          onChange={(event) => {
            setPassword(event.target.value);
            setMissing(false);
          }}
        />
      </form>
      <ProofForm
        methods={METHODS}
        passkeyOptions={null}
        action={action}
        onProof={async ({ code, recoveryCode }) => {
          if (password) return onConfirm({ password, code: code ?? null, recoveryCode: recoveryCode ?? null });
          // A code is sent with its last digit, which an app may fill in before anything else is typed.
          setMissing(true);
          field.current?.focus();
          return undefined;
        }}
      />
    </div>
  );
}
