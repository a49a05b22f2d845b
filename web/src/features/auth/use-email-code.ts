import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CheckEmailCodeDocument, type EmailCodePurpose, RequestEmailCodeDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";

/* GraphQL */ `
  mutation RequestEmailCode($input: RequestEmailCodeInput!) {
    requestEmailCode(input: $input) {
      __typename
      ... on EmailCodeSent {
        askAgainAfterSeconds
      }
      ...Refusal @unmask
      ... on TooManyAttempts {
        retryAfterSeconds
      }
    }
  }
`;
/* GraphQL */ `
  mutation CheckEmailCode($input: CheckEmailCodeInput!) {
    checkEmailCode(input: $input) {
      __typename
      ...Refusal @unmask
    }
  }
`;

/** How long to wait before another code where the server has not told it yet, in seconds. */
const WAIT_SECONDS = 30;

/** Sends codes to an address and looks whether one is right. Both answer null when all is well, else a sentence. */
export function useEmailCode(purpose: EmailCodePurpose) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const [sent, setSent] = useState<{ to: string; wait: number } | null>(null);
  const [request] = useMutation(RequestEmailCodeDocument);
  const [check] = useMutation(CheckEmailCodeDocument);

  const send = async (email: string): Promise<string | null> => {
    try {
      const { data } = await request({ variables: { input: { email, purpose } } });
      const result = data?.requestEmailCode;
      if (result?.__typename === "EmailCodeSent") {
        setSent({ to: email, wait: result.askAgainAfterSeconds });
        return null;
      }
      if (result?.__typename === "InvalidInput") return refusalText(result);
      if (result?.__typename === "TooManyAttempts")
        return t("code.tooMany", { minutes: Math.ceil(result.retryAfterSeconds / 60) });
      return t("failure.tryAgain");
    } catch (failure) {
      return failureText(failure);
    }
  };
  const look = async (email: string, code: string): Promise<string | null> => {
    try {
      const { data } = await check({ variables: { input: { email, purpose, code } } });
      const result = data?.checkEmailCode;
      if (result?.__typename === "EmailCodeRight") return null;
      return result ? refusalText(result) : t("failure.tryAgain");
    } catch (failure) {
      return failureText(failure);
    }
  };
  return { sentTo: sent?.to, wait: sent?.wait ?? WAIT_SECONDS, send, look };
}
