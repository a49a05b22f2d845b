import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { renderSVG } from "uqr";
import { CopyButton } from "../../components/copy-button";
import { ProofForm } from "../../components/proof-form";
import { BeginTotpDocument, ConfirmTotpDocument } from "../../gql/graphql";
import { PasswordFirst } from "./password-first";

/* GraphQL */ `
  mutation BeginTotp($input: ConfirmWithPasswordInput!) {
    beginTotp(input: $input) {
      __typename
      ... on BeginTotpSuccess {
        secret
        otpauthUrl
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
/* GraphQL */ `
  mutation ConfirmTotp($input: ConfirmTotpInput!) {
    confirmTotp(input: $input) {
      __typename
      ... on ConfirmTotpSuccess {
        recoveryCodes
      }
      ... on UserError {
        code
        message
      }
    }
  }
`;

type TotpEnrolmentProps = {
  email: string;
  onCodes: (codes: readonly string[]) => void;
  /** Where there are codes already, of a passkey. */
  onDone: () => void;
};

/** Password, then the secret, then a first code, which brings the codes for a lost phone. */
export function TotpEnrolment({ email, onCodes, onDone }: TotpEnrolmentProps) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState<{ secret: string; otpauthUrl: string } | null>(null);
  const [begin] = useMutation(BeginTotpDocument);
  const [confirm] = useMutation(ConfirmTotpDocument);
  if (!secret) {
    return (
      <PasswordFirst
        email={email}
        onConfirm={async (input) => {
          const result = (await begin({ variables: { input } })).data?.beginTotp;
          if (result?.__typename === "StepUpRequired") return result;
          if (result?.__typename !== "BeginTotpSuccess") return result?.message ?? t("failure.tryAgain");
          setSecret(result);
          return undefined;
        }}
      />
    );
  }

  const grouped = secret.secret.replace(/(.{4})(?=.)/g, "$1 ");
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="lead text-label">{t("security.scan")}</p>
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(secret.otpauthUrl, { border: 2 }))}`}
        alt={t("security.scan")}
        className="mx-auto size-48 rounded-md bg-white"
      />
      <a
        href={secret.otpauthUrl}
        className="inline-flex min-h-11 items-center justify-self-center text-label font-medium underline decoration-line-strong underline-offset-[3px]"
      >
        {t("security.openApp")}
      </a>
      <div className="rounded-md bg-surface-muted px-4 py-3">
        <p className="text-caption text-ink-muted">{t("security.manualKey")}</p>
        <div className="flex items-center justify-between gap-2">
          <code className="font-mono text-label break-words">{grouped}</code>
          <CopyButton value={secret.secret} label={t("security.recoveryCopy")} done={t("security.copied")} />
        </div>
      </div>
      <ProofForm
        methods={["TOTP"]}
        passkeyOptions={null}
        action={t("security.connect")}
        onProof={async ({ code }) => {
          const { data } = await confirm({ variables: { input: { code: code ?? "" } } });
          const result = data?.confirmTotp;
          if (result?.__typename !== "ConfirmTotpSuccess") return result?.message ?? t("failure.tryAgain");
          if (result.recoveryCodes) onCodes(result.recoveryCodes);
          else onDone();
          return undefined;
        }}
      />
    </div>
  );
}
