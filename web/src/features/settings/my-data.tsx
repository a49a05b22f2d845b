import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { PasswordField } from "../../components/ui/password-field";
import { MyDataDocument, RevealPhoneDocument } from "../../gql/graphql";
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
        openedAt
        lastUsedAt
      }
    }
    logInHistory(first: 100) {
      edges {
        node {
          at
          outcome
          device
          maskedAddress
        }
      }
    }
    notificationSettings {
      category
      byMail
      byPush
    }
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
      nextRunAt
      createdAt
    }
    asked: moneyRequests(direction: OUTGOING, first: 100) {
      ...MyData_requests @unmask
    }
    askedOf: moneyRequests(direction: INCOMING, first: 100) {
      ...MyData_requests @unmask
    }
  }
`;
/* GraphQL */ `
  fragment MyData_requests on MoneyRequestConnection {
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
  }
`;

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
      const { data } = await client.query({ query: MyDataDocument, fetchPolicy: "no-cache" });
      if (!data?.me) return setProblem(t("failure.tryAgain"));
      const { me, logInHistory, asked, askedOf, ...rest } = data;
      const nodes = <Node,>({ edges }: { edges: readonly { node: Node }[] }) => edges.map(({ node }) => node);
      const known = {
        ...{ madeAt: new Date().toISOString(), me: { ...me, phone: result.phone }, ...rest },
        ...{ logIns: nodes(logInHistory), moneyRequests: { asked: nodes(asked), askedOf: nodes(askedOf) } },
      };
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
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t("auth.password")}
          autoComplete="current-password"
          hint={t("settings.proof")}
          error={errors.password?.message}
          {...register("password", { required: t("auth.passwordMissing") })}
        />
        {problem && <Note tone="negative" role="alert" title={problem} />}
      </form>
    </Flow>
  );
}
