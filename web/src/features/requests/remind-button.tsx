import { useMutation } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { RemindRequestDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { notify } from "../../lib/notify";
import { useOnline } from "../../lib/online";

/* GraphQL */ `
  mutation RemindRequest($input: MoneyRequestInput!) {
    remindRequest(input: $input) {
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

type RemindButtonProps = { id: string; name: string; remindableFrom: string; big?: boolean };

/** Tells who is asked once more. What is off says from when on it is not. */
export function RemindButton({ id, name, remindableFrom, big = false }: RemindButtonProps) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const online = useOnline();
  const [remind, { loading }] = useMutation(RemindRequestDocument);
  const waits = Date.parse(remindableFrom) > Date.now();
  const go = async () => {
    try {
      const result = (await remind({ variables: { input: { requestId: id } } })).data?.remindRequest;
      if (!result) return;
      notify(result.__typename === "MoneyRequestChanged" ? t("requests.reminded", { name }) : refusalText(result));
    } catch (failure) {
      notify(failureText(failure));
    }
  };
  return (
    <Button
      size={big ? "xl" : "md"}
      variant={big && !waits ? "yolk" : "quiet"}
      busy={loading}
      disabled={waits || !online}
      onClick={() => void go()}
    >
      {t(waits ? "requests.remindedLately" : "requests.remind")}
    </Button>
  );
}
