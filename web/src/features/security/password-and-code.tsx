import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProofForm } from "../../components/proof-form";
import { PasswordField } from "../../components/ui/password-field";
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
  return (
    <div className="grid grid-cols-1 gap-4">
      <form onSubmit={(event) => event.preventDefault()}>
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t("auth.password")}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </form>
      <ProofForm
        methods={METHODS}
        passkeyOptions={null}
        action={action}
        onProof={({ code, recoveryCode }) =>
          onConfirm({ password, code: code ?? null, recoveryCode: recoveryCode ?? null })
        }
      />
    </div>
  );
}
