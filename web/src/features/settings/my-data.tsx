import type { OperationVariables, TypedDocumentNode } from "@apollo/client";
import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CurrentPassword } from "../../components/current-password";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import {
  MyDataDocument,
  MyLogInsDocument,
  MyNotificationsDocument,
  MyPlansDocument,
  MyRequestsDocument,
  MySecurityDocument,
  RevealPhoneDocument,
} from "../../gql/graphql";
import { dayKey } from "../../lib/dates";
import { client } from "../../lib/graphql/client";
import { useFailureText } from "../../lib/graphql/failure-text";
import { notify } from "../../lib/notify";
import { saveText } from "../../lib/save-file";

/* GraphQL */ `
  query MyData {
    me {
      name
      email
      language
      findable
      createdAt
      accounts {
        number
        nickname
        status
        currency
        balance
        limitSingle
        limitDaily
        openedAt
      }
    }
  }
`;
/* GraphQL */ `
  query MySecurity {
    security {
      totpSince
      recoveryCodesLeft
      passkeys {
        name
        createdAt
        lastUsedAt
      }
      sessions {
        device
        maskedAddress
        methods
        openedAt
        lastUsedAt
      }
    }
    notificationSettings {
      category
      byMail
      byPush
    }
    pushNotifications {
      isOn
      hidesAmounts
    }
  }
`;
/* GraphQL */ `
  query MyPlans {
    favouritePayees {
      accountNumber
      maskedName
      label
    }
    schedules(first: 100) {
      kind
      state
      toAccountNumber
      recipientName
      amount
      memo
      recipientMemo
      weekday
      dayOfMonth
      hour
      endsOn
      timesMax
      runCount
      nextRunAt
      createdAt
    }
  }
`;
/* GraphQL */ `
  query MyLogIns($after: String) {
    logInHistory(first: 100, after: $after) {
      edges {
        node {
          at
          outcome
          methods
          device
          maskedAddress
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`;
/* GraphQL */ `
  query MyRequests($direction: MoneyRequestDirection!, $after: String) {
    moneyRequests(direction: $direction, first: 100, after: $after) {
      edges {
        node {
          amount
          askerName
          payerName
          memo
          state
          createdAt
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`;
/* GraphQL */ `
  query MyNotifications($after: String) {
    notifications(first: 100, after: $after) {
      edges {
        node {
          at
          title
          text
          isRead
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`;

interface Connection<Node> {
  edges: readonly { node: Node }[];
  pageInfo: { endCursor?: string | null; hasNextPage: boolean };
}

async function everyPage<Node>(ask: (after: string | null) => Promise<Connection<Node>>): Promise<Node[]> {
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const { edges, pageInfo }: Connection<Node> = await ask(after);
    nodes.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return nodes;
    after = pageInfo.endCursor ?? null;
  }
}

async function answerTo<Data, Variables extends OperationVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data } = await client.query<Data, OperationVariables>({ query, variables, fetchPolicy: "no-cache" });
  if (!data) throw new Error("an answer without data");
  return data;
}

async function everything(phone: string | null) {
  const { me } = await answerTo(MyDataDocument, {});
  const requests = (direction: "INCOMING" | "OUTGOING") =>
    everyPage(async (after) => (await answerTo(MyRequestsDocument, { direction, after })).moneyRequests);
  return {
    ...{ madeAt: new Date().toISOString(), me: { ...me, phone } },
    ...(await answerTo(MySecurityDocument, {})),
    ...(await answerTo(MyPlansDocument, {})),
    logIns: await everyPage(async (after) => (await answerTo(MyLogInsDocument, { after })).logInHistory),
    moneyRequests: { asked: await requests("OUTGOING"), askedOf: await requests("INCOMING") },
    notifications: await everyPage(async (after) => (await answerTo(MyNotificationsDocument, { after })).notifications),
  };
}

/** What is known of the member, for them to keep: behind the password, as the phone number is. */
export function MyData({ email }: { email: string }) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const [problem, setProblem] = useState<string>();
  const [reveal] = useMutation(RevealPhoneDocument);
  const { register, handleSubmit, setError, reset, formState } = useForm({ defaultValues: { password: "" } });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async (input) => {
    setProblem(undefined);
    try {
      const result = (await reveal({ variables: { input } })).data?.revealPhone;
      if (result?.__typename === "InvalidPassword")
        return setError("password", { message: result.message }, { shouldFocus: true });
      if (result?.__typename !== "RevealedPhone") return setProblem(result?.message ?? t("failure.tryAgain"));
      const known = await everything(result.phone ?? null);
      const withoutTypes = (key: string, value: unknown) => (key === "__typename" ? undefined : value);
      saveText(`chickpay-my-data-${dayKey(new Date())}.json`, JSON.stringify(known, withoutTypes, 2));
      notify(t("myData.done"));
      reset();
    } catch (failure) {
      setProblem(failureText(failure));
    }
  });

  return (
    <Flow
      exit="/more"
      action={
        <Button type="submit" form="my-data" variant="yolk" size="xl" busy={isSubmitting}>
          {t("myData.save")}
        </Button>
      }
    >
      <PageTitle title={t("myData.title")} className="mt-2 question" />
      <p className="mt-3 lead">{t("myData.text")}</p>
      <p className="mt-2 lead">
        {t("myData.movements")}{" "}
        <Link to="/history?export" className="font-medium underline underline-offset-4">
          {t("myData.toStatement")}
        </Link>
      </p>
      <form id="my-data" onSubmit={submit} noValidate className="mt-7 grid grid-cols-1 gap-5">
        <CurrentPassword
          email={email}
          hint={t("settings.proof")}
          error={errors.password?.message}
          {...register("password", { required: t("auth.passwordMissing") })}
        />
        {problem && <Note tone="negative" role="alert" title={problem} />}
      </form>
    </Flow>
  );
}
