import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Fact, Facts } from "../../components/facts";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import type { FoundPayee } from "../../components/payee-search";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { SelectField } from "../../components/ui/select-field";
import { RequestMoneyDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { useOnline } from "../../lib/online";
import { useStore } from "../../lib/store";
import { AccountField, type OwnAccount } from "./account-field";
import { keyFor, requestDraft } from "./drafts";
import { MemoField } from "./memo-field";

/* GraphQL */ `
  mutation RequestMoney($input: RequestMoneyInput!) {
    requestMoney(input: $input) {
      __typename
      ... on RequestMoneySuccess {
        request {
          id
          ...MoneyRequest_request @unmask
        }
      }
      ...Refusal @unmask
    }
  }
`;

const DAYS = [1, 3, 7, 14, 30];
const MOST = [1, 2, 3, 5, 10, 20, 30];

type DetailsStepProps = {
  payer: FoundPayee | null;
  amount: string;
  accounts: readonly OwnAccount[];
  accountId: string;
  onMade: (id: string) => void;
};

/** What for, where to and until when; then it is asked. */
export function DetailsStep({ payer, amount, accounts, accountId: first, onMade }: DetailsStepProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const failureText = useFailureText();
  const online = useOnline();
  const { memo = "", accountId = first, payersMax = 1, days = 7 } = useStore(requestDraft) ?? {};
  const [problem, setProblem] = useState<string | null>(null);
  const [request, { loading }] = useMutation(RequestMoneyDocument, { refetchQueries: ["MoneyRequests"] });
  const sum = formatWon(amount, language);

  const submit = async () => {
    setProblem(null);
    const link = payer ? { payerAccountNumber: payer.accountNumber } : { payersMax };
    const wanted = { accountId, amount, memo: memo.trim() || null, expiresInDays: days, ...link };
    try {
      const input = { ...wanted, idempotencyKey: keyFor(requestDraft, wanted) };
      const result = (await request({ variables: { input } })).data?.requestMoney;
      if (result?.__typename === "RequestMoneySuccess") onMade(result.request.id);
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
          {!online && (
            <p role="status" className="text-caption font-medium text-negative">
              {t("offline.moneyOff")}
            </p>
          )}
          <Button type="submit" form="details" variant="yolk" size="xl" busy={loading} disabled={!online}>
            {t(payer ? "requests.askSum" : "requests.makeLink", { amount: sum })}
          </Button>
        </>
      }
    >
      <PageTitle
        title={t(payer ? "requests.confirmTitle" : "requests.confirmLinkTitle", {
          name: payer?.maskedName ?? "",
          kind: payer?.kind,
          amount: sum,
        })}
        className="mt-2 question"
      />
      <form
        id="details"
        noValidate
        className="mt-6 grid grid-cols-1 gap-5 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!loading) void submit();
        }}
      >
        {problem && (
          <Note tone="negative" role="alert" title={t("requests.notMade")}>
            {problem}
          </Note>
        )}
        <MemoField value={memo} onChange={(text) => requestDraft.change({ memo: text })} />
        <AccountField accounts={accounts} value={accountId} onChange={(id) => requestDraft.change({ accountId: id })} />
        {!payer && (
          <SelectField
            label={t("requests.payersMax")}
            value={payersMax}
            onChange={(event) => requestDraft.change({ payersMax: Number(event.target.value) })}
            options={MOST.map((most) => ({ value: most, label: t("requests.peopleCount", { count: most }) }))}
          />
        )}
        <SelectField
          label={t("requests.until")}
          value={days}
          onChange={(event) => requestDraft.change({ days: Number(event.target.value) })}
          options={DAYS.map((each) => ({ value: each, label: t("requests.days", { days: each }) }))}
        />
        {!payer && payersMax > 1 && (
          <Facts>
            <Fact label={t("requests.atMost")}>{formatWon(BigInt(amount) * BigInt(payersMax), language)}</Fact>
          </Facts>
        )}
      </form>
    </Flow>
  );
}
