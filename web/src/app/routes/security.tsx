import { useQuery } from "@apollo/client/react";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { Factors } from "../../features/security/factors";
import { Passkeys } from "../../features/security/passkeys";
import { Sessions } from "../../features/security/sessions";
import { SecurityDocument } from "../../gql/graphql";
import { useViewer } from "../../lib/graphql/viewer";

/* GraphQL */ `
  fragment Security_security on Security {
    totpSince
    recoveryCodesLeft
    passkeys {
      id
      name
      createdAt
      lastUsedAt
    }
    sessions {
      id
      current
      device
      maskedAddress
      lastUsedAt
    }
  }
`;
/* GraphQL */ `
  query Security {
    security {
      ...Security_security @unmask
    }
  }
`;

export function Component() {
  const { t } = useTranslation();
  const { viewer } = useViewer();
  const { data, error, refetch } = useQuery(SecurityDocument, { fetchPolicy: "cache-and-network" });
  const changed = () => void refetch();
  const security = data?.security;
  return (
    <Flow exit="/more">
      <PageTitle title={t("security.title")} className="mt-2 question" />
      {!security && error && <Failure title={t("failure.title")} error={error} onRetry={changed} />}
      {!security && !error && <RowsSkeleton rows={4} />}
      {security && (
        <div className="mt-6 grid grid-cols-1 gap-8 pb-10">
          <section aria-label={t("security.totp")}>
            <Factors security={security} email={viewer?.email ?? ""} onChanged={changed} />
          </section>
          <Group title={t("security.passkeys")}>
            <Passkeys security={security} onChanged={changed} />
          </Group>
          <Group title={t("security.sessions")}>
            <Sessions security={security} onChanged={changed} />
          </Group>
          <Link
            to="/security/history"
            className="-mx-5 flex min-h-(--row) items-center gap-3 px-5 hover:bg-surface-muted"
          >
            <span className="min-w-0 flex-1">
              <span className="block text-body-lg font-bold">{t("security.history")}</span>
              <span className="block text-caption text-ink-muted">{t("security.historyText")}</span>
            </span>
            <ChevronRight className="icon text-ink-muted" aria-hidden="true" />
          </Link>
        </div>
      )}
    </Flow>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="pb-1 text-body-lg font-bold">{title}</h2>
      {children}
    </section>
  );
}
