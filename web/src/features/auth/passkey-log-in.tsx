import { useMutation } from "@apollo/client/react";
import { KeyRound } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { BeginPasskeyLogInDocument, LogInWithPasskeyDocument } from "../../gql/graphql";
import {
  askPasskey,
  endOffer,
  offerPasskey,
  PasskeyCancelled,
  passkeysAreOffered,
  passkeysWork,
} from "../../lib/passkey";
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

/** A question lives five minutes. */
const OFFER_MS = 4 * 60_000;

/** A log-in without address and password: the passkey tells by itself whose it is. */
export function PasskeyLogIn({ remember, onDone }: { remember: boolean; onDone: () => void }) {
  const { t } = useTranslation();
  const [begin] = useMutation(BeginPasskeyLogInDocument);
  const [logIn] = useMutation(LogInWithPasskeyDocument);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  /** Puts the question to a passkey, in whatever way, and logs in with what it answers. */
  const logInWith = async (ask: (options: object) => Promise<object>) => {
    try {
      const question = (await begin()).data?.beginPasskeyLogIn;
      if (!question) return setProblem(t("failure.tryAgain"));
      const response = await ask(question.options);
      setProblem(undefined);
      const { data } = await logIn({ variables: { input: { challengeId: question.challengeId, response, remember } } });
      const result = data?.logInWithPasskey;
      if (result?.__typename !== "AuthPayload") return setProblem(result?.message ?? t("failure.tryAgain"));
      enter(result, "second factor", remember);
      onDone();
    } catch (failure) {
      if (!(failure instanceof PasskeyCancelled)) throw failure;
    }
  };
  useOffer(logInWith);
  if (!passkeysWork) return null;

  const go = async () => {
    setBusy(true);
    setProblem(undefined);
    await logInWith(askPasskey).catch(() => setProblem(t("failure.tryAgain")));
    setBusy(false);
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

/** Passkeys are also offered where the e-mail is typed, as long as the page is open. Where that fails, the button is left. */
function useOffer(logInWith: (ask: (options: object) => Promise<object>) => Promise<void>): void {
  const latest = useRef(logInWith);
  latest.current = logInWith;
  useEffect(() => {
    let isOver = false;
    const offer = async () => {
      if (isOver || !(await passkeysAreOffered())) return;
      await latest.current(offerPasskey).catch(() => undefined);
    };
    void offer();
    const renewal = setInterval(() => void endOffer().then(offer), OFFER_MS);
    return () => {
      isOver = true;
      clearInterval(renewal);
      void endOffer();
    };
  }, []);
}
