import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { Sheet } from "../../components/ui/sheet";
import { CancelRequestDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { notify } from "../../lib/notify";
import { useOnline } from "../../lib/online";

/* GraphQL */ `
  mutation CancelRequest($input: MoneyRequestInput!) {
    cancelRequest(input: $input) {
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

type CancelRequestProps = {
  id: string;
  /** Whose share it is, where there are several. */
  of?: string;
  /** The server knows better what it is. */
  onRefused: () => void;
};

/** Takes one's own request back, after asking once more. */
export function CancelRequest({ id, of, onRefused }: CancelRequestProps) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const online = useOnline();
  const [asking, setAsking] = useState(false);
  const [cancel, { loading }] = useMutation(CancelRequestDocument);
  const go = async () => {
    try {
      const result = (await cancel({ variables: { input: { requestId: id } } })).data?.cancelRequest;
      setAsking(false);
      if (!result) return;
      notify(result.__typename === "MoneyRequestChanged" ? t("requests.cancelled") : refusalText(result));
      if (result.__typename !== "MoneyRequestChanged") onRefused();
    } catch (failure) {
      notify(failureText(failure));
    }
  };
  return (
    <>
      <Button
        size={of ? "md" : "xl"}
        variant="ghost"
        disabled={!online}
        aria-label={of && t("requests.cancelOf", { name: of })}
        onClick={() => setAsking(true)}
      >
        {t(of ? "requests.cancelShort" : "requests.cancel")}
      </Button>
      <Sheet
        open={asking}
        onOpenChange={setAsking}
        insists
        title={t("requests.cancelTitle")}
        description={t("requests.cancelText")}
      >
        <div className="grid grid-cols-2 gap-2">
          <Button size="xl" className="px-2!" onClick={() => setAsking(false)}>
            {t("requests.keep")}
          </Button>
          <Button size="xl" className="px-2!" variant="danger" busy={loading} onClick={() => void go()}>
            {t("requests.cancel")}
          </Button>
        </div>
      </Sheet>
    </>
  );
}
