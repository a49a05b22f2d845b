import { useLazyQuery } from "@apollo/client/react";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { Egg } from "../../components/egg";
import { Fact, Facts } from "../../components/facts";
import { Failure } from "../../components/failure";
import { Mark } from "../../components/mark";
import { Money } from "../../components/money";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { Button } from "../../components/ui/button";
import { VerifyReceiptDocument, type VerifyReceiptQuery } from "../../gql/graphql";
import { formatMoment } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";

/* GraphQL */ `
  query VerifyReceipt($receipt: String!) {
    verifiedReceipt(receipt: $receipt) {
      id
      kind
      amount
      recordedAt
      issuedAt
      from {
        name
        account
      }
      to {
        name
        account
      }
    }
  }
`;

type Verified = NonNullable<VerifyReceiptQuery["verifiedReceipt"]>;

/** For whoever was shown a receipt, with an account or without: is it real? */
export function VerifyReceipt() {
  const { t } = useTranslation();
  const [verify, { data, error, loading, called, variables }] = useLazyQuery(VerifyReceiptDocument, {
    fetchPolicy: "no-cache",
  });
  const shown = useLocation().hash.slice(1);
  const [isAsking, setIsAsking] = useState(!shown);
  // Also when another link is opened while the page stands.
  useEffect(() => {
    setIsAsking(!shown);
    if (shown) void verify({ variables: { receipt: shown } });
  }, [shown, verify]);

  const check = (receipt: string) => {
    setIsAsking(false);
    void verify({ variables: { receipt } });
  };
  if (isAsking) return <Question onCheck={check} />;
  if (error)
    return (
      <>
        <PageTitle title={t("signed.failed")} className="sr-only" />
        <Failure
          title={t("signed.failed")}
          error={error}
          onRetry={() => variables && void verify({ variables: { receipt: variables.receipt ?? "" } })}
        />
      </>
    );
  if (!called || loading || !data)
    return (
      <div role="status" className="pt-16">
        <PageTitle title={t("signed.checking")} className="question" />
        <RowsSkeleton rows={4} />
      </div>
    );
  return (
    <>
      {data.verifiedReceipt ? <Real facts={data.verifiedReceipt} /> : <NotReal />}
      <Button size="xl" className="mt-8 w-full" onClick={() => setIsAsking(true)}>
        {t("signed.another")}
      </Button>
    </>
  );
}

function Question({ onCheck }: { onCheck: (receipt: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const field = useId();
  // A link that was pasted carries the receipt behind its #.
  const receipt = text.trim().replace(/^.*#/, "");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (receipt) onCheck(receipt);
      }}
    >
      <PageTitle title={t("signed.verifyTitle")} className="mt-10 question" />
      <p className="mt-2 lead">{t("signed.verifyText")}</p>
      <label htmlFor={field} className="mt-8 mb-2 block text-label leading-[1.4] font-medium">
        {t("signed.pasted")}
      </label>
      <textarea
        id={field}
        value={text}
        onChange={(event) => setText(event.target.value)}
        rows={5}
        spellCheck={false}
        autoCapitalize="none"
        className="block w-full rounded-md bg-surface-muted px-4 py-3 font-mono text-caption break-all outline-none focus:bg-surface focus:shadow-[inset_0_0_0_2px_var(--ink)]"
      />
      <Button type="submit" variant="yolk" size="xl" className="mt-5 w-full" disabled={!receipt}>
        {t("signed.check")}
      </Button>
    </form>
  );
}

function Real({ facts }: { facts: Verified }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <section>
      <div className="-ml-2 flex h-[84px] items-end pt-8">
        <Mark className="size-16" />
      </div>
      <PageTitle key="real" title={t("signed.valid")} className="mt-3 question" />
      <p className="mt-2 lead">{t("signed.validText", { at: formatMoment(facts.issuedAt, language) })}</p>
      <div className="mt-7 torn-edge rounded-t-lg bg-surface-muted px-5 pt-3 pb-7">
        <Facts>
          <Fact label={t("signed.kind")}>{t(`kind.name.${facts.kind}`)}</Fact>
          <Fact label={t("receipt.amount")}>
            <Money amount={facts.amount} />
          </Fact>
          <Fact label={t("receipt.from")}>
            {facts.from.name} {facts.from.account}
          </Fact>
          <Fact label={t("receipt.to")}>
            {facts.to.name} {facts.to.account}
          </Fact>
          <Fact label={t("signed.recordedAt")}>
            <time dateTime={facts.recordedAt}>{formatMoment(facts.recordedAt, language)}</time>
          </Fact>
          <Fact label={t("receipt.number")}>
            <span className="font-mono text-caption break-all">{facts.id}</span>
          </Fact>
        </Facts>
      </div>
    </section>
  );
}

function NotReal() {
  const { t } = useTranslation();
  return (
    <section role="alert">
      <div className="-ml-[7px] pt-8">
        <Egg state="cracked" width={58} />
      </div>
      <PageTitle key="not-real" title={t("signed.invalid")} className="mt-3.5 question" />
      <p className="mt-2 lead">{t("signed.invalidText")}</p>
    </section>
  );
}
