import { useMutation } from "@apollo/client/react";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { BeginPasskeyLogInDocument, LogInWithPasskeyDocument } from "../../gql/graphql";
import { askPasskey, PasskeyCancelled, passkeysWork } from "../../lib/passkey";
import { enter } from "./enter";

/* GraphQL */ `
  mutation BeginPasskeyLogIn {
    beginPasskeyLogIn {
      challengeId
      options
    }
  }
`;
/* GraphQL */ `
  mutation LogInWithPasskey($input: LogInWithPasskeyInput!) {
    logInWithPasskey(input: $input) {
      __typename
      ... on AuthPayload {
        ...Enter_payload @unmask
      }
      ... on UserError {
        code
        message
      }
    }
  }
`;

/** A log-in without address and password: the passkey tells by itself whose it is. */
export function PasskeyLogIn({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [begin] = useMutation(BeginPasskeyLogInDocument);
  const [logIn] = useMutation(LogInWithPasskeyDocument);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (!passkeysWork) return null;

  const go = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const question = (await begin()).data?.beginPasskeyLogIn;
      if (!question) return setProblem(t("failure.tryAgain"));
      const response = await askPasskey(question.options);
      const { data } = await logIn({ variables: { input: { challengeId: question.challengeId, response } } });
      const result = data?.logInWithPasskey;
      if (result?.__typename !== "AuthPayload") return setProblem(result?.message ?? t("failure.tryAgain"));
      enter(result, "second factor");
      onDone();
    } catch (failure) {
      if (!(failure instanceof PasskeyCancelled)) setProblem(t("failure.tryAgain"));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="mt-3 grid grid-cols-1 gap-3">
      <Button size="xl" busy={busy} onClick={() => void go()}>
        <KeyRound className="icon" aria-hidden="true" />
        {t("proof.passkeyLogIn")}
      </Button>
      {problem && (
        <Note tone="negative" role="alert" title={t("proof.passkeyFailed")}>
          {problem}
        </Note>
      )}
    </div>
  );
}
