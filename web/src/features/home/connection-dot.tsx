import { useTranslation } from "react-i18next";
import { classNames } from "../../lib/class-names";
import { type ConnectionState, useConnectionState } from "../../lib/graphql/connection-state";

const colours: Record<ConnectionState, string> = {
  connecting: "bg-ink-faint",
  live: "bg-positive",
  reconnecting: "bg-warning",
  off: "bg-ink-faint",
};

export function ConnectionDot() {
  const { t } = useTranslation();
  const state = useConnectionState();
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-caption font-medium text-ink-muted">
      <span aria-hidden="true" className={classNames("size-2 rounded-full", colours[state])} />
      {t(`connection.${state}`)}
    </span>
  );
}
