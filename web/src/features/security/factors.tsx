import { useMutation } from "@apollo/client/react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { Sheet } from "../../components/ui/sheet";
import {
  type ConfirmWithCodeInput,
  DisableTotpDocument,
  RenewRecoveryCodesDocument,
  type Security_SecurityFragment,
} from "../../gql/graphql";
import { formatShortDay } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { notify } from "../../lib/notify";
import { PasswordAndCode } from "./password-and-code";
import { PasswordFirst } from "./password-first";
import { RecoveryCodes } from "./recovery-codes";
import { TotpEnrolment } from "./totp-enrolment";

/* GraphQL */ `
  mutation DisableTotp($input: ConfirmWithCodeInput!) {
    disableTotp(input: $input) {
      __typename
      ... on SecurityChanged {
        security {
          ...Security_security @unmask
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`;
/* GraphQL */ `
  mutation RenewRecoveryCodes($input: ConfirmWithCodeInput!) {
    renewRecoveryCodes(input: $input) {
      __typename
      ... on RenewRecoveryCodesSuccess {
        recoveryCodes
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

type FactorsProps = { security: Security_SecurityFragment; email: string; onChanged: () => void };

/** The authenticator app and the codes for when it is lost. */
export function Factors({ security, email, onChanged }: FactorsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [open, setOpen] = useState<"enrol" | "disable" | "renew" | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [disable] = useMutation(DisableTotpDocument);
  const [renew] = useMutation(RenewRecoveryCodesDocument);
  const { totpSince, recoveryCodesLeft, passkeys } = security;
  const close = () => {
    setOpen(null);
    setCodes(null);
    onChanged();
  };
  // What is shown once is not to go with a key pressed by mistake: there is a button for it.
  const leave = (isOpen: boolean) => !isOpen && codes === null && close();
  const renewCodes = async (input: ConfirmWithCodeInput) => {
    const result = (await renew({ variables: { input } })).data?.renewRecoveryCodes;
    if (result?.__typename === "StepUpRequired") return result;
    if (result?.__typename !== "RenewRecoveryCodesSuccess") return result?.message ?? t("failure.tryAgain");
    setCodes(result.recoveryCodes);
    return undefined;
  };
  return (
    <>
      <Row
        title={t("security.totp")}
        text={
          totpSince ? t("security.totpSince", { date: formatShortDay(totpSince, language) }) : t("security.totpOff")
        }
      >
        <Button onClick={() => setOpen(totpSince ? "disable" : "enrol")}>
          {t(totpSince ? "security.turnOff" : "security.turnOn")}
        </Button>
      </Row>
      {(totpSince || passkeys.length > 0) && (
        <Row title={t("security.recovery")} text={t("security.recoveryLeft", { count: recoveryCodesLeft })}>
          <Button onClick={() => setOpen("renew")}>{t("security.recoveryRenew")}</Button>
        </Row>
      )}
      <Sheet
        open={open === "enrol"}
        onOpenChange={leave}
        insists
        title={t(codes ? "security.recoveryTitle" : "security.enrolTitle")}
      >
        {codes ? (
          <RecoveryCodes codes={codes} onKept={close} />
        ) : (
          <TotpEnrolment email={email} onCodes={setCodes} onDone={close} />
        )}
      </Sheet>
      <Sheet
        open={open === "disable"}
        onOpenChange={(is) => !is && close()}
        insists
        title={t("security.turnOffTitle")}
        description={t("security.turnOffText")}
      >
        <PasswordAndCode
          email={email}
          action={t("security.turnOff")}
          onConfirm={async (input) => {
            const result = (await disable({ variables: { input } })).data?.disableTotp;
            if (result?.__typename !== "SecurityChanged") return result?.message ?? t("failure.tryAgain");
            notify(t("security.turnedOff"));
            close();
            return undefined;
          }}
        />
      </Sheet>
      <Sheet
        open={open === "renew"}
        onOpenChange={leave}
        insists
        title={t(codes ? "security.recoveryTitle" : "security.recoveryRenew")}
        description={codes ? undefined : t("security.recoveryRenewText")}
      >
        {codes ? (
          <RecoveryCodes codes={codes} onKept={close} />
        ) : totpSince ? (
          <PasswordAndCode
            email={email}
            action={t("security.recoveryRenew")}
            onConfirm={async (input) => {
              const answer = await renewCodes(input);
              return typeof answer === "object" ? t("failure.tryAgain") : answer;
            }}
          />
        ) : (
          <PasswordFirst email={email} onConfirm={renewCodes} />
        )}
      </Sheet>
    </>
  );
}

export function Row({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="flex min-h-(--row) items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate text-body-lg font-medium">{title}</p>
        <p className="text-caption text-ink-muted">{text}</p>
      </div>
      {children}
    </div>
  );
}
