import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../../components/ui/button";
import { CheckField } from "../../components/ui/check-field";
import { Sheet } from "../../components/ui/sheet";
import { AllowAskerDocument, DeclineRequestDocument, type MoneyRequest_RequestFragment } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { notify } from "../../lib/notify";
import { useOnline } from "../../lib/online";
import { CancelRequest } from "./cancel-request";
import { RemindButton } from "./remind-button";
import { ShareLink } from "./share-link";

/* GraphQL */ `
  mutation DeclineRequest($input: DeclineRequestInput!) {
    declineRequest(input: $input) {
      __typename
      ... on MoneyRequestChanged {
        request {
          id
          ...MoneyRequest_request @unmask
        }
      }
      ...Refusal @unmask
    }
  }
`;
/* GraphQL */ `
  mutation AllowAsker($input: MoneyRequestInput!) {
    allowAsker(input: $input) {
      __typename
      ... on MoneyRequestChanged {
        request {
          id
          ...MoneyRequest_request @unmask
        }
      }
      ...Refusal @unmask
    }
  }
`;

type ActionsProps = {
  request: MoneyRequest_RequestFragment;
  /** The server knows better what it is. */
  onRefused: () => void;
};

/** What whoever asks may do: share it, remind, take it back. Of a split each share has its own. */
export function AskerActions({ request, linkToken, onRefused }: ActionsProps & { linkToken: string | null }) {
  const { id, state, split, remindableFrom, payerName } = request;
  if (state !== "OPEN" || split) return null;
  return (
    <>
      {linkToken && <ShareLink prominent token={linkToken} request={request} />}
      {remindableFrom && <RemindButton big id={id} name={payerName ?? ""} remindableFrom={remindableFrom} />}
      <CancelRequest id={id} onRefused={onRefused} />
    </>
  );
}

/** What whoever is asked may do: pay, decline, and look at what was paid. */
export function PayerActions({ request, onPay, onRefused }: ActionsProps & { onPay: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const failureText = useFailureText();
  const online = useOnline();
  const [asking, setAsking] = useState(false);
  const [refuseAsker, setRefuseAsker] = useState(false);
  const [decline, declining] = useMutation(DeclineRequestDocument);
  const [allow, allowing] = useMutation(AllowAskerDocument);
  const { id: requestId, state, askerName: name, askerKind: kind } = request;

  const perform = async (act: "decline" | "allow") => {
    try {
      const result =
        act === "decline"
          ? (await decline({ variables: { input: { requestId, refuseAsker } } })).data?.declineRequest
          : (await allow({ variables: { input: { requestId } } })).data?.allowAsker;
      setAsking(false);
      if (!result) return;
      if (result.__typename === "MoneyRequestChanged") notify(t(`requests.done.${act}`, { name, kind }));
      else {
        notify(refusalText(result));
        onRefused();
      }
    } catch (failure) {
      notify(failureText(failure));
    }
  };

  return (
    <>
      {state === "OPEN" && (
        <>
          {!online && (
            <p role="status" className="text-caption font-medium text-negative">
              {t("offline.moneyOff")}
            </p>
          )}
          <Button size="xl" variant="yolk" disabled={!online} onClick={onPay}>
            {t("send.sendSum", { amount: formatWon(request.amount, language) })}
          </Button>
          {!request.isLink && (
            <Button size="xl" variant="ghost" disabled={!online} onClick={() => setAsking(true)}>
              {t("requests.decline")}
            </Button>
          )}
        </>
      )}
      {request.transferId && (
        <ButtonLink size="xl" to={`/transfers/${request.transferId}`}>
          {t("requests.receipt")}
        </ButtonLink>
      )}
      {request.askerRefused && (
        <Button size="xl" busy={allowing.loading} disabled={!online} onClick={() => void perform("allow")}>
          {t("requests.allow")}
        </Button>
      )}
      <Sheet
        open={asking}
        onOpenChange={setAsking}
        insists
        title={t("requests.declineTitle")}
        description={t("requests.declineText", { name, kind })}
      >
        <div className="pb-3">
          <CheckField checked={refuseAsker} onChange={setRefuseAsker}>
            {t("requests.refuseAsker", { name, kind })}
          </CheckField>
        </div>
        <div className="grid grid-cols-2 gap-2">
          <Button size="xl" className="px-2!" onClick={() => setAsking(false)}>
            {t("requests.keep")}
          </Button>
          <Button
            size="xl"
            className="px-2!"
            variant="danger"
            busy={declining.loading}
            onClick={() => void perform("decline")}
          >
            {t("requests.decline")}
          </Button>
        </div>
      </Sheet>
    </>
  );
}
