import { useMutation } from "@apollo/client/react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type StepUp_QuestionFragment, VerifyStepUpDocument } from "../gql/graphql";
import { ProofForm } from "./proof-form";
import { Sheet } from "./ui/sheet";

/* GraphQL */ `
  fragment StepUp_question on StepUpRequired {
    challengeId
    methods
    expiresAt
    passkeyOptions
  }
`;
/* GraphQL */ `
  mutation VerifyStepUp($input: VerifyStepUpInput!) {
    verifyStepUp(input: $input) {
      __typename
      ... on StepUpPassed {
        stepUpToken
      }
      ... on UserError {
        code
        message
      }
    }
  }
`;

type StepUpSheetProps = {
  /** Null: nothing is asked. */
  question: StepUp_QuestionFragment | null;
  onPassed: (stepUpToken: string) => void;
  onClose: () => void;
};

/**
 * Asks once more that it is the person, before something that matters. `ask` shows what the server wants to know, `sheet`
 * has to be drawn, `token` keeps the proof for whatever is asked of the server next.
 */
export function useStepUp(onPassed: (stepUpToken: string) => void) {
  const [question, ask] = useState<StepUp_QuestionFragment | null>(null);
  const token = useRef<string | null>(null);
  const sheet: ReactNode = (
    <StepUpSheet
      question={question}
      onClose={() => ask(null)}
      onPassed={(passed) => {
        token.current = passed;
        ask(null);
        onPassed(passed);
      }}
    />
  );
  return { ask, token, sheet };
}

function StepUpSheet({ question, onPassed, onClose }: StepUpSheetProps) {
  const { t } = useTranslation();
  const [verify] = useMutation(VerifyStepUpDocument);
  return (
    <Sheet
      open={question !== null}
      onOpenChange={(open) => !open && onClose()}
      insists
      title={t("proof.stepUpTitle")}
      description={t("proof.stepUpText")}
    >
      {question && (
        <ProofForm
          methods={question.methods}
          passkeyOptions={question.passkeyOptions}
          action={t("proof.confirm")}
          onProof={async (proof) => {
            const { data } = await verify({ variables: { input: { challengeId: question.challengeId, proof } } });
            const result = data?.verifyStepUp;
            if (result?.__typename === "StepUpPassed") {
              onPassed(result.stepUpToken);
              return undefined;
            }
            return result?.message ?? t("failure.tryAgain");
          }}
        />
      )}
    </Sheet>
  );
}
