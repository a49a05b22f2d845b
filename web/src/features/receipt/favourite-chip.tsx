import { useMutation, useQuery } from "@apollo/client/react";
import { Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Chip } from "../../components/ui/chip";
import {
  DropPayeeDocument,
  FavouritePayeesDocument,
  KeepPayeeDocument,
  type Payees_ChangedFragment,
} from "../../gql/graphql";
import { client } from "../../lib/graphql/client";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { notify } from "../../lib/notify";

/* GraphQL */ `
  fragment Payees_changed on PayeesChanged {
    favouritePayees {
      accountNumber
      maskedName
      kind
      label
    }
  }
`;
/* GraphQL */ `
  query FavouritePayees {
    favouritePayees {
      accountNumber
      maskedName
      kind
      label
    }
  }
`;
/* GraphQL */ `
  mutation KeepPayee($input: KeepPayeeInput!) {
    keepPayee(input: $input) {
      __typename
      ...Refusal @unmask
      ... on PayeesChanged {
        ...Payees_changed @unmask
      }
    }
  }
`;
/* GraphQL */ `
  mutation DropPayee($input: DropPayeeInput!) {
    dropPayee(input: $input) {
      ...Payees_changed @unmask
    }
  }
`;

/** Keeps whom the money went to among the favourites, or no longer. */
export function FavouriteChip({ accountNumber, name }: { accountNumber: string; name: string }) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const { data } = useQuery(FavouritePayeesDocument);
  const [keep, keeping] = useMutation(KeepPayeeDocument);
  const [drop, dropping] = useMutation(DropPayeeDocument);
  if (!data) return null;
  const isKept = data.favouritePayees.some((payee) => payee.accountNumber === accountNumber);
  const change = async () => {
    const variables = { input: { accountNumber } };
    try {
      if (isKept) show((await drop({ variables })).data?.dropPayee);
      else {
        const result = (await keep({ variables })).data?.keepPayee;
        if (result?.__typename === "PayeesChanged") show(result);
        else if (result) return notify(refusalText(result));
      }
      notify(t(isKept ? "receipt.dropped" : "receipt.kept", { name }));
    } catch (failure) {
      notify(failureText(failure));
    }
  };
  return (
    <Chip on={isKept} disabled={keeping.loading || dropping.loading} onClick={() => void change()}>
      <Star className="icon-sm" aria-hidden="true" />
      {t("receipt.favourite")}
    </Chip>
  );
}

function show(changed: Payees_ChangedFragment | null | undefined): void {
  if (!changed) return;
  client.writeQuery({ query: FavouritePayeesDocument, data: { favouritePayees: changed.favouritePayees } });
}
