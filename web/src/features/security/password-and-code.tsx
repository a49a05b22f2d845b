import { useState } from "react";
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
  const [password, setPassword] = useState("");
  return (
    <div className="grid grid-cols-1 gap-4">
      <form onSubmit={(event) => event.preventDefault()}>
        <CurrentPassword email={email} value={password} onChange={(event) => setPassword(event.target.value)} />
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
