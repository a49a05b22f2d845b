import { useMutation } from "@apollo/client/react";
import { LogOut, MonitorSmartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { EndOtherSessionsDocument, EndSessionDocument, type Security_SecurityFragment } from "../../gql/graphql";
import { formatMoment } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { notify } from "../../lib/notify";

/* GraphQL */ `
  mutation EndSession($input: EndSessionInput!) {
    endSession(input: $input) {
      ...Security_security @unmask
    }
  }
`;
/* GraphQL */ `
  mutation EndOtherSessions {
    endOtherSessions {
      ...Security_security @unmask
    }
  }
`;

type SessionsProps = { security: Security_SecurityFragment; onChanged: () => void };

/** Where the member is logged in. */
export function Sessions({ security, onChanged }: SessionsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [endOne] = useMutation(EndSessionDocument);
  const [endOthers, { loading }] = useMutation(EndOtherSessionsDocument);
  const end = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      notify(done);
      onChanged();
    } catch {
      notify(t("failure.tryAgain"));
    }
  };
  return (
    <>
      <ul>
        {security.sessions.map(({ id, current, device, maskedAddress, lastUsedAt }) => {
          const name = device === "?" ? t("security.unknownDevice") : device;
          return (
            <li key={id} className="flex min-h-(--row) items-center gap-3 py-2">
              <MonitorSmartphone className="icon text-ink-muted" aria-hidden="true" />
              <div className="min-w-0 flex-1">
                <p className="truncate text-body font-medium">{name}</p>
                <p className="text-caption text-ink-muted">
                  {current
                    ? t("security.thisDevice")
                    : t("security.sessionUsed", {
                        date: formatMoment(lastUsedAt, language),
                        address: maskedAddress ?? "–",
                      })}
                </p>
              </div>
              {!current && (
                <button
                  type="button"
                  aria-label={t("security.sessionEnd", { device: name })}
                  onClick={() =>
                    void end(() => endOne({ variables: { input: { sessionId: id } } }), t("security.sessionEnded"))
                  }
                  className="-mr-2 grid size-11 place-items-center rounded-full text-ink-muted hover:bg-surface-muted"
                >
                  <LogOut className="icon" aria-hidden="true" />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {security.sessions.length > 1 && (
        <Button
          className="mt-2"
          busy={loading}
          onClick={() => void end(() => endOthers(), t("security.sessionsEnded"))}
        >
          {t("security.sessionsEndOthers")}
        </Button>
      )}
    </>
  );
}
