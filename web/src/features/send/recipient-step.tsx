import { Copy, Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Avatar } from "../../components/avatar";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Button } from "../../components/ui/button";
import { TextField } from "../../components/ui/text-field";
import {
  PayeeOfTransferDocument,
  RecipientByContactDocument,
  RecipientDocument,
  type RecipientQuery,
  type SendRecentsQuery,
} from "../../gql/graphql";
import { ACCOUNT_NUMBER_LENGTH, findAccountNumber, isAccountNumber, maskAccountNumber } from "../../lib/account-number";
import { daysAgo, formatShortDay } from "../../lib/dates";
import { client } from "../../lib/graphql/client";
import { useFailureText } from "../../lib/graphql/failure-text";
import { useLanguage } from "../../lib/i18n";
import { useOnline } from "../../lib/online";
import { findContact } from "./contact";
import { sendDraft } from "./draft";
import type { RecentRecipient } from "./recents";

/* GraphQL */ `
  query PayeeOfTransfer($id: ID!) {
    transfer(id: $id) {
      id
      toAccountNumber
    }
  }
`;
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

type RecipientStepProps = {
  fromAccountId: string;
  fromAccountNumber: string;
  favourites: SendRecentsQuery["favouritePayees"];
  recents: readonly RecentRecipient[];
  ownAccounts: readonly { id: string; nickname: string; number: string }[];
};

export function RecipientStep({
  fromAccountId,
  fromAccountNumber,
  favourites,
  recents,
  ownAccounts,
}: RecipientStepProps) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const navigate = useNavigate();
  const online = useOnline();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const [looking, setLooking] = useState(false);
  const number = findAccountNumber(text);
  const contact = findContact(text);

  // The name comes from the server before any amount is asked: most money goes astray by a mistyped number.
  const lookUp = async (find: () => Promise<Recipient | null | undefined>, missing: string) => {
    setLooking(true);
    setProblem(undefined);
    try {
      const recipient = await find();
      if (recipient) start(recipient);
      else setProblem(missing);
    } catch (failure) {
      setProblem(failureText(failure));
    } finally {
      setLooking(false);
    }
  };

  const lookUpNumber = (findNumber: () => Promise<string | undefined>) =>
    lookUp(async () => {
      const accountNumber = await findNumber();
      if (!accountNumber) return null;
      const variables = { accountNumber };
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

  // lists hold masked numbers only; the receipt of the last transfer has the whole one
  const numberOf = async (id: string) =>
    (await client.query({ query: PayeeOfTransferDocument, variables: { id } })).data?.transfer?.toAccountNumber;

  const start = (recipient: Recipient) => {
    sendDraft.start({
      fromAccountId,
      toAccountNumber: recipient.accountNumber,
      maskedName: recipient.maskedName,
      kind: recipient.kind,
      amount: "",
      memo: "",
      recipientMemo: "",
      idempotencyKey: null,
      submitted: false,
    });
    void navigate("/send/amount");
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (looking) return;
    if (contact) void lookUpContact({ contact });
    else if (!isAccountNumber(number))
      setProblem(t("send.numberLength", { count: ACCOUNT_NUMBER_LENGTH, typed: number.length }));
    else if (number === fromAccountNumber) setProblem(t("send.sameAccount"));
    else void lookUpNumber(async () => number);
  };

  return (
    <Flow
      step={{ now: 1, of: 3 }}
      action={
        <Button
          type="submit"
          form="recipient"
          variant="yolk"
          size="xl"
          busy={looking}
          disabled={!online || (number.length === 0 && !contact)}
        >
          {looking ? t("send.looking") : t("common.next")}
        </Button>
      }
    >
      <PageTitle title={t("send.whoTitle")} className="mt-2 question" />
      <form id="recipient" onSubmit={submit} noValidate className="mt-5">
        <TextField
          label={t("send.accountNumber")}
          placeholder={t("send.accountNumberExample")}
          autoComplete="off"
          inputMode="text"
          enterKeyHint="next"
          value={text}
          error={problem}
          hint={
            <span className="inline-flex gap-1.5">
              <Copy className="icon-sm mt-0.5" aria-hidden="true" />
              {online ? t("send.pasteHint") : t("offline.moneyOff")}
            </span>
          }
          lead={<Search className="icon text-ink-muted" aria-hidden="true" />}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
        />
      </form>
      <PayeeList
        title={t("send.favourites")}
        people={favourites.map(({ accountNumber, maskedName, kind, label }) => ({
          key: accountNumber,
          maskedNumber: maskAccountNumber(accountNumber),
          name: label ?? maskedName,
          kind,
          number: async () => accountNumber,
        }))}
        onPick={(payee) => void lookUpNumber(payee.number)}
        disabled={!online || looking}
      />
      <PayeeList
        title={t("send.recents")}
        people={recents.map((payee) => ({ ...payee, number: () => numberOf(payee.transferId) }))}
        onPick={(payee) => void lookUpNumber(payee.number)}
        disabled={!online || looking}
      />
      <PayeeList
        title={t("send.ownAccounts")}
        people={ownAccounts.map(({ id, nickname, number }) => ({
          key: id,
          maskedNumber: maskAccountNumber(number),
          name: nickname,
          kind: "BANK" as const,
          number: async () => number,
        }))}
        onPick={(payee) => void lookUpNumber(payee.number)}
        disabled={!online || looking}
      />
    </Flow>
  );
}

type Recipient = NonNullable<RecipientQuery["recipient"]>;

type Payee = Pick<RecentRecipient, "key" | "maskedNumber" | "name" | "kind"> & {
  lastAt?: string;
  number: () => Promise<string | undefined>;
};
type PayeeListProps = {
  title: string;
  people: readonly Payee[];
  onPick: (payee: Payee) => void;
  disabled: boolean;
};

function PayeeList({ title, people, onPick, disabled }: PayeeListProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (people.length === 0) return null;
  const when = (at: string) => {
    const ago = daysAgo(at);
    return ago === 0 ? t("date.today") : ago === 1 ? t("date.yesterday") : formatShortDay(at, language);
  };
  return (
    <section className="mt-6">
      <h2 className="text-caption font-medium text-ink-muted">{title}</h2>
      <ul className="-mx-2 mt-1">
        {people.map((person) => (
          <li key={person.key}>
            <button
              type="button"
              disabled={disabled}
              onClick={() => onPick(person)}
              className="flex min-h-(--row) w-full items-center gap-3 rounded-md px-2 py-2 text-left hover:bg-surface-muted disabled:text-ink-faint"
            >
              <Avatar kind={person.kind} name={person.name} />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-body-lg font-medium">{person.name}</span>
                <span className="block text-caption text-ink-muted">{person.maskedNumber}</span>
              </span>
              {person.lastAt && <span className="text-caption text-ink-muted">{when(person.lastAt)}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
