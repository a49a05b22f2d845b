import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AmountField } from "../../components/amount-field";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Button } from "../../components/ui/button";
import { Chip } from "../../components/ui/chip";
import { Note } from "../../components/ui/note";
import { SplitAmountDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { useLanguage } from "../../lib/i18n";
import { formatWon, parseAmount } from "../../lib/money";
import { useOnline } from "../../lib/online";
import { useStore } from "../../lib/store";
import { AccountField, type OwnAccount } from "./account-field";
import { keyFor, type Sharer, splitDraft } from "./drafts";
import { MemoField } from "./memo-field";
import { equalShares, linkNumber, overTotal } from "./shares";

/* GraphQL */ `
  mutation SplitAmount($input: SplitAmountInput!) {
    splitAmount(input: $input) {
      __typename
      ... on SplitAmountSuccess {
        request {
          id
          ...MoneyRequest_request @unmask
        }
      }
      ...Refusal @unmask
    }
  }
`;

type SharesStepProps = {
  total: string;
  sharers: readonly Sharer[];
  accounts: readonly OwnAccount[];
  accountId: string;
  onMade: (id: string) => void;
};

/** How much each bears: equally at first, then as edited, always to the won. */
export function SharesStep({ total, sharers, accounts, accountId: first, onMade }: SharesStepProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const failureText = useFailureText();
  const online = useOnline();
  const equal = equalShares(total, sharers.length);
  const draft = useStore(splitDraft);
  const { memo = "", accountId = first } = draft ?? {};
  // Edited shares are of this sum and these people; of others they would only be wrong.
  const of = [total, ...sharers.map(({ key }) => key)].join();
  const equally = { own: equal.own, others: sharers.map(() => equal.each), of };
  const { own, others: shares } = draft?.shares?.of === of ? draft.shares : equally;
  const edit = (edited: { own?: string; others?: readonly string[] }) =>
    splitDraft.change({ shares: { own, others: shares, ...edited, of } });
  const [problem, setProblem] = useState<string | null>(null);
  const [split, { loading }] = useMutation(SplitAmountDocument, { refetchQueries: ["MoneyRequests"] });
  const over = overTotal(total, own, shares);
  const isEmpty = shares.some((share) => parseAmount(share || "0") === 0n);
  const reason =
    over > 0n
      ? t("requests.over", { amount: formatWon(over, language) })
      : over < 0n
        ? t("requests.under", { amount: formatWon(-over, language) })
        : isEmpty
          ? t("requests.emptyShare")
          : undefined;

  const submit = async () => {
    setProblem(null);
    const wanted = {
      accountId,
      total,
      ownShare: own || "0",
      memo: memo.trim() || null,
      shares: sharers.map(({ payer }, index) => ({
        payerAccountNumber: payer?.accountNumber ?? null,
        amount: shares[index] ?? "",
      })),
    };
    try {
      const input = { ...wanted, idempotencyKey: keyFor(splitDraft, wanted) };
      const result = (await split({ variables: { input } })).data?.splitAmount;
      if (result?.__typename === "SplitAmountSuccess") onMade(result.request.id);
      else if (result) setProblem(refusalText(result));
    } catch (failure) {
      setProblem(failureText(failure));
    }
  };

  return (
    <Flow
      step={{ now: 3, of: 3 }}
      exit="/requests"
      action={
        <>
          {(reason || !online) && (
            <p role="status" className="text-caption font-medium text-negative">
              {online ? reason : t("offline.moneyOff")}
            </p>
          )}
          <Button
            type="submit"
            form="shares"
            variant="yolk"
            size="xl"
            busy={loading}
            disabled={!online || reason !== undefined}
          >
            {t("requests.askPeople", { count: sharers.length })}
          </Button>
        </>
      }
    >
      <PageTitle
        title={t("requests.sharesTitle", { amount: formatWon(total, language), count: sharers.length + 1 })}
        className="mt-2 question"
      />
      <form
        id="shares"
        noValidate
        className="mt-5 grid grid-cols-1 gap-4 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!loading && !reason) void submit();
        }}
      >
        {problem && (
          <Note tone="negative" role="alert" title={t("requests.notMade")}>
            {problem}
          </Note>
        )}
        <div>
          <Chip on={own === equal.own && shares.every((share) => share === equal.each)} onClick={() => edit(equally)}>
            {t("requests.equally")}
          </Chip>
          {equal.own !== equal.each && <p className="mt-2 text-caption text-ink-muted">{t("requests.restIsMine")}</p>}
        </div>
        <AmountField label={t("requests.myShare")} value={own} onChange={(amount) => edit({ own: amount })} />
        {sharers.map(({ key: id, payer }, index) => (
          <AmountField
            key={id}
            label={payer?.maskedName ?? t("requests.linkShare", { number: linkNumber(sharers, index) })}
            value={shares[index] ?? ""}
            onChange={(amount) => edit({ others: shares.with(index, amount) })}
          />
        ))}
        <MemoField value={memo} onChange={(text) => splitDraft.change({ memo: text })} />
        <AccountField accounts={accounts} value={accountId} onChange={(id) => splitDraft.change({ accountId: id })} />
      </form>
    </Flow>
  );
}
