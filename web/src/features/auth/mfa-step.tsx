import { useMutation } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { ProofForm } from "../../components/proof-form";
import { CompleteMfaDocument } from "../../gql/graphql";
import { enter } from "./enter";
import type { MfaQuestion } from "./log-in-form";

/* GraphQL */ `
  mutation CompleteMfa($input: CompleteMfaInput!) {
    completeMfa(input: $input) {
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

type MfaStepProps = { question: MfaQuestion; remember: boolean; onDone: () => void };

/** The second step of a log-in. */
export function MfaStep({ question, remember, onDone }: MfaStepProps) {
  const { t } = useTranslation();
  const [complete] = useMutation(CompleteMfaDocument);
  return (
    <ProofForm
      methods={question.methods}
      passkeyOptions={question.passkeyOptions}
      action={t("auth.logIn")}
      onProof={async (proof) => {
        const { data } = await complete({
          variables: { input: { challengeId: question.challengeId, proof, remember } },
        });
        const result = data?.completeMfa;
        if (result?.__typename !== "AuthPayload") return result?.message ?? t("failure.tryAgain");
        enter(result, "second factor", remember);
        onDone();
        return undefined;
      }}
    />
  );
}
