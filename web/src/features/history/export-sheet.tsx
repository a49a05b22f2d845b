import { useMutation, useQuery } from "@apollo/client/react";
import { Download } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../components/failure";
import { Button } from "../../components/ui/button";
import { Chip } from "../../components/ui/chip";
import { Segmented } from "../../components/ui/segmented";
import { Sheet } from "../../components/ui/sheet";
import { TextField } from "../../components/ui/text-field";
import { RequestStatementDocument, StatementsDocument, type StatementsQuery } from "../../gql/graphql";
import { dayKey } from "../../lib/dates";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { notify } from "../../lib/notify";
import { download } from "./download";
import { daysOf, STATEMENT_PERIODS, type StatementPeriod } from "./statement-days";

/* GraphQL */ `
  fragment Statement_row on Statement {
    id
    accountId
    from
    to
    format
    state
    progress
    bytes
    parts
    fileName
    expiresAt
  }
`;
/* GraphQL */ `
  query Statements {
    statements {
      ...Statement_row @unmask
    }
  }
`;
/* GraphQL */ `
  mutation RequestStatement($input: RequestStatementInput!) {
    requestStatement(input: $input) {
      __typename
      ...Refusal @unmask
      ... on RequestStatementSuccess {
        statement {
          ...Statement_row @unmask
        }
      }
    }
  }
`;

const FORMATS = ["PDF", "XLSX", "CSV"] as const;
const LOOK_EVERY_MS = 1_000;

type ExportSheetProps = { open: boolean; onOpenChange: (open: boolean) => void; accountId: string };

export function ExportSheet({ open, onOpenChange, accountId }: ExportSheetProps) {
  const { t } = useTranslation();
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("export.title")} description={t("export.text")}>
      <ExportForm accountId={accountId} />
      <Statements />
    </Sheet>
  );
}

function ExportForm({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const today = dayKey(new Date());
  const [period, setPeriod] = useState<StatementPeriod>("thisMonth");
  const [custom, setCustom] = useState(() => daysOf("threeMonths", today));
  const [format, setFormat] = useState<(typeof FORMATS)[number]>("PDF");
  const [error, setError] = useState<string>();
  const [request, { loading }] = useMutation(RequestStatementDocument, { refetchQueries: [StatementsDocument] });
  const days = period === "custom" ? custom : daysOf(period, today);
  const make = async () => {
    setError(undefined);
    try {
      const result = (await request({ variables: { input: { accountId, format, ...days } } })).data?.requestStatement;
      if (result && result.__typename !== "RequestStatementSuccess") setError(refusalText(result));
    } catch (failure) {
      setError(failureText(failure));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <fieldset>
        <legend className="text-label font-medium">{t("history.periodLabel")}</legend>
        <div className="mt-2.5 flex flex-wrap gap-2">
          {STATEMENT_PERIODS.map((each) => (
            <Chip key={each} on={period === each} onClick={() => setPeriod(each)}>
              {t(`export.period.${each}`)}
            </Chip>
          ))}
        </div>
        {period === "custom" && (
          <div className="mt-4 grid grid-cols-1 gap-3 xs:grid-cols-2">
            <TextField
              type="date"
              required
              label={t("history.from")}
              max={custom.to || today}
              value={custom.from}
              onChange={(event) => setCustom({ ...custom, from: event.target.value })}
            />
            <TextField
              type="date"
              required
              label={t("history.to")}
              min={custom.from}
              max={today}
              value={custom.to}
              onChange={(event) => setCustom({ ...custom, to: event.target.value })}
            />
          </div>
        )}
      </fieldset>
      <p className="mt-6 mb-2.5 text-label font-medium" aria-hidden="true">
        {t("export.format")}
      </p>
      <Segmented
        label={t("export.format")}
        value={format}
        options={FORMATS.map((value) => ({ value, label: t(`export.formats.${value}`) }))}
        onChange={setFormat}
      />
      {error && (
        <p role="alert" className="mt-3 text-caption text-negative">
          {error}
        </p>
      )}
      <Button type="submit" variant="yolk" size="xl" busy={loading} className="mt-6">
        {t("export.make")}
      </Button>
    </form>
  );
}

const isUnderWay = ({ state }: { state: string }) => state === "QUEUED" || state === "RUNNING";

function Statements() {
  const { t } = useTranslation();
  const { data, error, refetch, startPolling, stopPolling } = useQuery(StatementsDocument, {
    fetchPolicy: "cache-and-network",
  });
  const statements = data?.statements ?? [];
  usePolling(statements.some(isUnderWay), startPolling, stopPolling);
  if (!data && error) return <Failure title={t("export.listFailed")} error={error} onRetry={() => void refetch()} />;
  if (statements.length === 0) return null;
  return (
    <section aria-labelledby="statements" className="mt-8">
      <h3 id="statements" className="text-label font-medium">
        {t("export.recent")}
      </h3>
      <ul className="mt-1">
        {statements.map((statement) => (
          <Row key={statement.id} statement={statement} />
        ))}
      </ul>
    </section>
  );
}

function Row({ statement }: { statement: StatementsQuery["statements"][number] }) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const { from, to, format, state, progress } = statement;
  const save = async () => {
    setBusy(true);
    try {
      await download(statement);
    } catch (failure) {
      notify(failureText(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className="flex min-h-16 items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="text-label font-medium">
          {from.replaceAll("-", ".")} – {to.replaceAll("-", ".")}
        </p>
        <p role="status" className="text-caption text-ink-muted">
          {t(`export.formats.${format}`)}
          {state === "FAILED" && <span className="text-negative"> · {t("export.failed")}</span>}
          {state === "QUEUED" && ` · ${t("export.waiting")}`}
          {state === "RUNNING" && ` · ${t("export.making", { progress })}`}
          {state === "READY" && ` · ${sizeOf(statement.bytes ?? 0)}`}
        </p>
        {isUnderWay(statement) && (
          <progress
            max={100}
            value={progress}
            aria-label={t("export.progress")}
            className="mt-1.5 block h-1 w-full appearance-none overflow-hidden rounded-full bg-surface-press [&::-moz-progress-bar]:bg-inverse [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-inverse"
          />
        )}
      </div>
      {state === "READY" && (
        <Button
          size="md"
          busy={busy}
          onClick={() => void save()}
          aria-label={t("export.downloadOf", { file: statement.fileName })}
        >
          <Download className="icon-sm" aria-hidden="true" />
          {t("export.download")}
        </Button>
      )}
    </li>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${Math.round(bytes / 100_000) / 10} MB`;
}

function usePolling(wanted: boolean, start: (ms: number) => void, stop: () => void): void {
  useEffect(() => {
    if (!wanted) return;
    start(LOOK_EVERY_MS);
    return stop;
  }, [wanted, start, stop]);
}
