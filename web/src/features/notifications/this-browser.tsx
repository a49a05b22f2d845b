import { useMutation } from "@apollo/client/react";
import { BellRing } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { CheckField } from "../../components/ui/check-field";
import {
  SubscribeToPushDocument,
  type ThisBrowser_PushNotificationsFragment,
  UnsubscribeFromPushDocument,
} from "../../gql/graphql";
import { useAmountsHidden } from "../../lib/amount-visibility";
import { useFailureText } from "../../lib/graphql/failure-text";
import { notify } from "../../lib/notify";
import { type PushStanding, pushStanding, pushTarget, turnPushOff, turnPushOn } from "../../lib/push";
import type { PushTarget } from "../../lib/push-target";

/* GraphQL */ `
  fragment ThisBrowser_pushNotifications on PushNotifications {
    publicKey
    isOn
    hidesAmounts
    others
  }
`;
/* GraphQL */ `
  mutation SubscribeToPush($input: SubscribeToPushInput!) {
    subscribeToPush(input: $input) {
      __typename
      ... on PushChanged {
        pushNotifications {
          ...ThisBrowser_pushNotifications @unmask
        }
      }
      ... on InvalidInput {
        fields {
          message
        }
      }
    }
  }
`;
/* GraphQL */ `
  mutation UnsubscribeFromPush {
    unsubscribeFromPush {
      pushNotifications {
        ...ThisBrowser_pushNotifications @unmask
      }
    }
  }
`;

type ThisBrowserProps = { push: ThisBrowser_PushNotificationsFragment; publicKey: string };

/** Web Push in this browser: how it stands, and why. The browser asks for permission only after a tap here. */
export function ThisBrowser({ push: { isOn, hidesAmounts, others }, publicKey }: ThisBrowserProps) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const id = useId();
  const amountsHidden = useAmountsHidden();
  const [standing, setStanding] = useState<PushStanding>(() => pushStanding(isOn));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [subscribe] = useMutation(SubscribeToPushDocument);
  const [unsubscribe] = useMutation(UnsubscribeFromPushDocument);

  useEffect(() => {
    const told = pushStanding(isOn);
    setStanding(told);
    if (told !== "on") return;
    let isShown = true;
    // The browser may have lost its address, which the server learns only as it sends.
    pushTarget()
      .then((target) => isShown && !target && setStanding("off"))
      .catch(() => undefined);
    return () => {
      isShown = false;
    };
  }, [isOn]);

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    await work().catch((failure) => setProblem(failureText(failure)));
    setBusy(false);
  };
  const tell = async (target: PushTarget, hides: boolean) => {
    const result = (await subscribe({ variables: { input: { ...target, hidesAmounts: hides } } })).data
      ?.subscribeToPush;
    if (result?.__typename === "PushChanged") return setStanding(pushStanding(true));
    setProblem(result?.fields[0]?.message ?? t("failure.tryAgain"));
  };
  const turnOn = () =>
    attempt(async () => {
      const target = await turnPushOn(publicKey).catch(() => undefined);
      if (target === undefined) return setProblem(t("push.unreachable"));
      if (target === null) return setStanding(pushStanding(isOn));
      await tell(target, amountsHidden);
    });
  const turnOff = () =>
    attempt(async () => {
      await unsubscribe();
      setStanding("off");
      notify(t("push.turnedOff"));
      // What is left in the browser without the server is told nothing.
      await turnPushOff().catch(() => undefined);
    });
  const hide = (hides: boolean) =>
    attempt(async () => {
      const target = await pushTarget();
      if (target) await tell(target, hides);
    });

  return (
    <section aria-labelledby={id} className="mt-6 rounded-lg bg-surface-muted p-5">
      <div className="flex gap-3">
        <BellRing className="icon mt-1 flex-none" aria-hidden="true" />
        <div className="min-w-0 flex-1">
          <h2 id={id} className="text-body-lg font-bold">
            {t("push.title")}
          </h2>
          <p role="status" className="mt-1 text-label text-ink-muted">
            {t(`push.${standing}`)}
          </p>
        </div>
      </div>
      {problem && (
        <p role="alert" className="mt-3 text-label text-negative">
          {problem}
        </p>
      )}
      {standing === "off" && (
        <Button variant="ink" busy={busy} className="mt-4 w-full" onClick={() => void turnOn()}>
          {t("push.turnOn")}
        </Button>
      )}
      {standing === "on" && (
        <>
          <div className="mt-2">
            <CheckField checked={hidesAmounts} disabled={busy} onChange={(hides) => void hide(hides)}>
              {t("push.hidesAmounts")}
            </CheckField>
          </div>
          <Button variant="line" busy={busy} className="mt-2 w-full" onClick={() => void turnOff()}>
            {t("push.turnOff")}
          </Button>
        </>
      )}
      {others > 0 && <p className="mt-3 text-caption text-ink-muted">{t("push.others", { number: others })}</p>}
    </section>
  );
}
