import { useMutation } from "@apollo/client/react";
import { useCallback } from "react";
import {
  PayRequestDocument,
  type PayRequestMutation,
  TransferDocument,
  type TransferMutation,
} from "../../gql/graphql";
import { requestOf, sendDraft } from "./draft";

/* GraphQL */ `
  mutation Transfer($input: TransferInput!) {
    transfer(input: $input) {
      __typename
      ... on TransferSuccess {
        replayed
        transfer {
          id
          ...Receipt_transfer
        }
        account {
          id
          balance
          available
          version
        }
      }
      ...Refusal @unmask
      ... on InsufficientFunds {
        available
        shortfall
      }
      ... on StepUpRequired {
        ...StepUp_question @unmask
      }
    }
  }
`;
/* GraphQL */ `
  mutation PayRequest($input: PayRequestInput!) {
    payRequest(input: $input) {
      __typename
      ... on PayRequestSuccess {
        replayed
        transfer {
          id
          ...Receipt_transfer
        }
        request {
          id
          ...MoneyRequest_request @unmask
        }
      }
      ...Refusal @unmask
      ... on InsufficientFunds {
        available
        shortfall
      }
      ... on StepUpRequired {
        ...StepUp_question @unmask
      }
    }
  }
`;

export type SendResult = TransferMutation["transfer"] | PayRequestMutation["payRequest"];
export type SendRefusal = Exclude<
  SendResult,
  { __typename: "TransferSuccess" | "PayRequestSuccess" | "StepUpRequired" }
>;

/** Sends what the draft says: a transfer, or the payment of a money request. */
export function useSend(): (stepUpToken: string | null) => Promise<SendResult> {
  const [transfer] = useMutation(TransferDocument);
  const [pay] = useMutation(PayRequestDocument);
  return useCallback(
    async (stepUpToken) => {
      const draft = sendDraft.get();
      const wanted = requestOf(draft);
      if (draft?.request) {
        const { id, linkToken } = draft.request;
        const { fromAccountId, idempotencyKey } = wanted;
        const which = linkToken ? { linkToken } : { requestId: id };
        const { data } = await pay({ variables: { input: { ...which, fromAccountId, idempotencyKey, stepUpToken } } });
        if (data) return data.payRequest;
      } else {
        const { data } = await transfer({ variables: { input: { ...wanted, stepUpToken } } });
        if (data) return data.transfer;
      }
      throw new Error("an answer without data");
    },
    [transfer, pay],
  );
}
