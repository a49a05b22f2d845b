import { useMutation } from "@apollo/client/react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { OpenAccountDocument, ViewerDocument } from "../gql/graphql";
import { notify } from "../lib/notify";
import { Button } from "./ui/button";
import { TextField } from "./ui/text-field";

/* GraphQL */ `
  mutation OpenAccount($input: OpenAccountInput!) {
    openAccount(input: $input) {
      __typename
      ... on OpenAccountSuccess {
        account {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`;

export function OpenAccountForm({ onOpened }: { onOpened: (id: string) => void }) {
  const { t } = useTranslation();
  const [nickname, setNickname] = useState("");
  const [problem, setProblem] = useState<string>();
  const [openAccount, { loading }] = useMutation(OpenAccountDocument, {
    refetchQueries: [ViewerDocument],
    awaitRefetchQueries: true,
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const name = nickname.trim();
    if (!name) return setProblem(t("account.nicknameMissing"));
    try {
      const { data } = await openAccount({ variables: { input: { nickname: name } } });
      const result = data?.openAccount;
      if (result?.__typename === "OpenAccountSuccess") {
        notify(t("account.opened", { name }));
        onOpened(result.account.id);
      } else setProblem(result?.message ?? t("failure.title"));
    } catch {
      setProblem(t("failure.tryAgain"));
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <TextField
        label={t("account.nickname")}
        hint={t("account.nicknameHint")}
        maxLength={20}
        value={nickname}
        error={problem}
        onChange={(event) => {
          setNickname(event.target.value);
          setProblem(undefined);
        }}
      />
      <Button type="submit" variant="yolk" size="xl" className="mt-5" busy={loading}>
        {t("account.open")}
      </Button>
    </form>
  );
}
