import { Copy, Search } from "lucide-react";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type CounterpartyKind,
  RecipientByContactDocument,
  RecipientDocument,
  type RecipientQuery,
} from "../gql/graphql";
import { ACCOUNT_NUMBER_LENGTH, isAccountNumber, maskAccountNumber } from "../lib/account-number";
import { findContact } from "../lib/contact";
import { formatShortDay } from "../lib/dates";
import { findAccountNumber } from "../lib/find-account-number";
import { client } from "../lib/graphql/client";
import { useFailureText } from "../lib/graphql/failure-text";
import { useLanguage } from "../lib/i18n";
import { useOnline } from "../lib/online";
import { namesOtherBank } from "../lib/other-bank";
import { useNearDay } from "../lib/use-near-day";
import type { Payees } from "../lib/use-payees";
import { Avatar } from "./avatar";
import { RowsSkeleton } from "./rows-skeleton";
import { Button } from "./ui/button";
import { TextField } from "./ui/text-field";

/* GraphQL */ `
  query Recipient($accountNumber: String!) {
    recipient(accountNumber: $accountNumber) {
      accountNumber
      maskedName
      kind
    }
  }
`;

/* GraphQL */ `
  query RecipientByContact($contact: String!) {
    recipientByContact(contact: $contact) {
      accountNumber
      maskedName
      kind
    }
  }
`;

export type FoundPayee = NonNullable<RecipientQuery["recipient"]>;

/**
 * Looks for somebody by account number, phone number or e-mail address, or by who is picked from a list. The name comes
 * from the server before anything else is asked: most money goes astray by a mistyped number.
 *
 * @param refuse why a number cannot be meant; undefined when it can
 * @param otherBank said of a number at another bank, which is never looked up: here it may be a stranger's
 */
export function usePayeeSearch(
  refuse: (accountNumber: string) => string | undefined,
  onFound: (payee: FoundPayee) => void,
  otherBank: string,
) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const online = useOnline();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const [looking, setLooking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const number = findAccountNumber(text);
  const contact = findContact(text);

  // Whoever has typed on, or left, meant somebody else: an answer that comes then is nobody's.
  const turn = useRef(0);
  useEffect(
    () => () => {
      turn.current++;
    },
    [],
  );

  const say = (why: string) => {
    setProblem(why);
    field.current?.focus();
  };

  const lookUp = async (find: () => Promise<FoundPayee | null | undefined>, missing: string) => {
    const own = ++turn.current;
    setLooking(true);
    setProblem(undefined);
    try {
      const payee = await find();
      if (own !== turn.current) return;
      const refusal = payee && refuse(payee.accountNumber);
      if (!payee || refusal) return say(refusal || missing);
      setText("");
      onFound(payee);
    } catch (failure) {
      if (own === turn.current) say(failureText(failure));
    } finally {
      if (own === turn.current) setLooking(false);
    }
  };

  const lookUpNumber = (variables: { accountNumber: string }) =>
    lookUp(async () => {
      const { data } = await client.query({ query: RecipientDocument, variables, fetchPolicy: "network-only" });
      return data?.recipient;
    }, t("send.notFound"));

  const lookUpContact = (variables: { contact: string }) =>
    lookUp(async () => {
      const { data } = await client.query({
        query: RecipientByContactDocument,
        variables,
        fetchPolicy: "network-only",
      });
      return data?.recipientByContact;
    }, t("send.contactNotFound"));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (looking) return;
    const refusal = refuse(number);
    if (contact) void lookUpContact({ contact });
    else if (namesOtherBank(text)) say(otherBank);
    else if (!isAccountNumber(number))
      say(t("send.numberLength", { count: ACCOUNT_NUMBER_LENGTH, typed: number.length }));
    else if (refusal) say(refusal);
    else void lookUpNumber({ accountNumber: number });
  };

  return {
    field,
    text,
    problem,
    looking,
    online,
    canSubmit: online && (number.length > 0 || contact !== null),
    type(typed: string) {
      turn.current++;
      setLooking(false);
      setText(typed);
      setProblem(undefined);
    },
    submit,
    pick: (accountNumber: string) => void lookUpNumber({ accountNumber }),
  };
}

type PayeeSearchProps = {
  /** Of the form, which the screen's own action submits. */
  id: string;
  label: string;
  search: ReturnType<typeof usePayeeSearch>;
  payees: Payees;
  ownAccounts?: readonly { id: string; nickname: string; number: string }[];
  /** What stands below. It comes with the lists: a payee in its place would be tapped in its stead. */
  children: ReactNode;
};

/** The field and, under it, whom one has to do with. */
export function PayeeSearch({ id, label, search, payees, ownAccounts = [], children }: PayeeSearchProps) {
  const { t } = useTranslation();
  const { online, pick } = search;
  const disabled = !online || search.looking;
  return (
    <>
      <form id={id} onSubmit={search.submit} noValidate className="mt-5">
        <TextField
          ref={search.field}
          label={label}
          placeholder={t("send.accountNumberExample")}
          autoComplete="off"
          inputMode="text"
          enterKeyHint="next"
          value={search.text}
          error={search.problem}
          hint={
            <span className="inline-flex gap-1.5">
              <Copy className="icon-sm mt-0.5" aria-hidden="true" />
              {online ? t("send.pasteHint") : t("offline.moneyOff")}
            </span>
          }
          lead={<Search className="icon text-ink-muted" aria-hidden="true" />}
          onChange={(event) => search.type(event.target.value)}
        />
      </form>
      {payees.missing === "loading" ? (
        <div className="-mx-5 mt-8">
          <RowsSkeleton rows={3} />
        </div>
      ) : (
        <>
          {payees.missing === "failed" && (
            <div role="alert" className="mt-6 flex min-h-(--row) items-center justify-between gap-3">
              <p className="text-label text-ink-muted">{t("send.payeesFailed")}</p>
              <Button size="md" className="flex-none" onClick={payees.retry}>
                {t("failure.retry")}
              </Button>
            </div>
          )}
          <PayeeList
            title={t("send.favourites")}
            people={payees.favourites.map((payee) => ({ ...payee, name: payee.label ?? payee.maskedName }))}
            onPick={pick}
            disabled={disabled}
          />
          <PayeeList
            title={t("send.recents")}
            people={payees.recents.map((payee) => ({ ...payee, name: payee.maskedName }))}
            onPick={pick}
            disabled={disabled}
          />
          <PayeeList
            title={t("send.ownAccounts")}
            people={ownAccounts.map((own) => ({
              accountNumber: own.number,
              name: own.nickname,
              kind: "BANK" as const,
            }))}
            onPick={pick}
            disabled={disabled}
          />
          {children}
        </>
      )}
    </>
  );
}

type Payee = { accountNumber: string; name: string; kind: CounterpartyKind; lastSentAt?: string | null };
type PayeeListProps = {
  title: string;
  people: readonly Payee[];
  onPick: (accountNumber: string) => void;
  disabled: boolean;
};

function PayeeList({ title, people, onPick, disabled }: PayeeListProps) {
  const nearDay = useNearDay();
  const language = useLanguage();
  if (people.length === 0) return null;
  return (
    <section className="mt-6">
      <h2 className="text-caption font-medium text-ink-muted">{title}</h2>
      <ul className="-mx-2 mt-1">
        {people.map((person) => (
          <li key={person.accountNumber}>
            <button
              type="button"
              disabled={disabled}
              onClick={() => onPick(person.accountNumber)}
              className="flex min-h-(--row) w-full items-center gap-3 rounded-md px-2 py-2 text-left hover:bg-surface-muted disabled:text-ink-faint"
            >
              <Avatar kind={person.kind} name={person.name} />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-body-lg font-medium">{person.name}</span>
                <span className="block text-caption text-ink-muted">{maskAccountNumber(person.accountNumber)}</span>
              </span>
              {person.lastSentAt && (
                <span className="text-caption text-ink-muted">
                  {nearDay(person.lastSentAt) ?? formatShortDay(person.lastSentAt, language)}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
