import {
  CalendarClock,
  ChevronRight,
  FileDown,
  FileText,
  HandCoins,
  KeyRound,
  type LucideIcon,
  Mail,
  Plus,
  ShieldCheck,
  Smartphone,
  UserRoundX,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Avatar } from "../../components/avatar";
import { Failure } from "../../components/failure";
import { Money } from "../../components/money";
import { OpenAccountForm } from "../../components/open-account-form";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { type Term, TermsSheet } from "../../components/terms-sheet";
import { Sheet } from "../../components/ui/sheet";
import { Findable } from "../../features/settings/findable";
import { LogOutButton } from "../../features/settings/log-out-button";
import { maskEmail } from "../../features/settings/mask-email";
import { Preferences } from "../../features/settings/preferences";
import { maskAccountNumber } from "../../lib/account-number";
import { useAmountsHidden } from "../../lib/amount-visibility";
import { useViewer } from "../../lib/graphql/viewer";

const TERMS = ["service", "privacy"] as const;

export function Component() {
  const { t } = useTranslation();
  const { viewer, error, refetch } = useViewer();
  const [term, setTerm] = useState<Term | null>(null);
  return (
    <div className="mx-auto max-w-(--column)">
      <header className="flex min-h-16 items-center pt-3">
        <PageTitle title={t("nav.more")} className="question" />
      </header>
      {!viewer && error && <Failure title={t("home.failed")} error={error} onRetry={() => void refetch()} />}
      <section
        aria-label={t("more.profile")}
        className="mt-2 flex min-h-20 items-center gap-3.5 rounded-lg bg-surface px-5 py-4"
      >
        {viewer && (
          <>
            <Avatar kind="PERSON" name={viewer.name} big />
            <div className="min-w-0">
              <p className="truncate text-heading font-bold">{viewer.name}</p>
              <p className="truncate text-label text-ink-muted">{maskEmail(viewer.email)}</p>
            </div>
          </>
        )}
      </section>
      <Group title={t("more.accounts")}>
        <Accounts />
        <SettingLink to="/schedules" icon={CalendarClock} title={t("schedules.title")} value="" />
        <SettingLink to="/requests" icon={HandCoins} title={t("requests.title")} value="" />
      </Group>
      <Group title={t("settings.security")}>
        {viewer ? (
          <>
            <SettingLink to="/settings/email" icon={Mail} title={t("settings.email")} value={maskEmail(viewer.email)} />
            <SettingLink
              to="/settings/phone"
              icon={Smartphone}
              title={t("settings.phone")}
              value={viewer.phone ?? t("settings.noPhone")}
            />
            <SettingLink
              to="/settings/password"
              icon={KeyRound}
              title={t("settings.password")}
              value={t("settings.change")}
            />
            <SettingLink to="/security" icon={ShieldCheck} title={t("security.title")} value="" />
          </>
        ) : (
          <RowsSkeleton rows={3} />
        )}
      </Group>
      <Group title={t("more.settings")}>
        <Preferences />
        {viewer && <Findable findable={viewer.findable} />}
      </Group>
      <Group title={t("more.service")}>
        {TERMS.map((name) => (
          <button
            key={name}
            type="button"
            aria-haspopup="dialog"
            onClick={() => setTerm(name)}
            className="flex min-h-14 w-full items-center gap-3 px-5 text-left text-body font-medium hover:bg-surface-muted"
          >
            <FileText className="icon text-ink-muted" aria-hidden="true" />
            {t(`auth.terms.${name}.title`)}
          </button>
        ))}
        <SettingLink to="/settings/data" icon={FileDown} title={t("myData.link")} value="" />
        <LogOutButton />
        <Link
          to="/leave"
          className="flex min-h-14 items-center gap-3 px-5 text-body font-medium hover:bg-surface-muted"
        >
          <UserRoundX className="icon text-ink-muted" aria-hidden="true" />
          {t("more.leave")}
        </Link>
      </Group>
      <TermsSheet term={term} onClose={() => setTerm(null)} />
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-3 overflow-hidden rounded-lg bg-surface pb-2">
      <h2 className="px-5 pt-4.5 pb-2 text-body-lg font-bold">{title}</h2>
      {children}
    </section>
  );
}

function SettingLink({ to, icon: Icon, title, value }: { to: string; icon: LucideIcon; title: string; value: string }) {
  return (
    <Link to={to} className="flex min-h-14 items-center gap-3 px-5 text-body font-medium hover:bg-surface-muted">
      <Icon className="icon text-ink-muted" aria-hidden="true" />
      <span className="flex-none">{title}</span>
      <span className="min-w-0 flex-1 truncate text-right text-label font-normal text-ink-muted">{value}</span>
      <ChevronRight className="icon text-ink-muted" aria-hidden="true" />
    </Link>
  );
}

function Accounts() {
  const { t } = useTranslation();
  const { accounts, viewer } = useViewer();
  const hidden = useAmountsHidden();
  const [opening, setOpening] = useState(false);
  if (!viewer) return <RowsSkeleton rows={1} />;
  return (
    <>
      <ul>
        {accounts.map((account) => (
          <li key={account.id}>
            <Link
              to={`/accounts/${account.id}`}
              className="flex min-h-(--row) items-center gap-3 px-5 py-2 hover:bg-surface-muted"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate text-body-lg font-medium">{account.nickname}</span>
                <span className="block text-caption text-ink-muted">
                  {maskAccountNumber(account.number)}
                  {account.status === "FROZEN" && ` · ${t("account.frozen")}`}
                </span>
              </span>
              {hidden ? (
                <span className="text-caption text-ink-muted">{t("money.hiddenShort")}</span>
              ) : (
                <Money amount={account.balance} size="row" />
              )}
              <ChevronRight className="icon text-ink-muted" aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpening(true)}
        className="flex min-h-14 w-full items-center gap-3 px-5 text-left text-body font-medium hover:bg-surface-muted"
      >
        <Plus className="icon text-ink-muted" aria-hidden="true" />
        {t("account.open")}
      </button>
      <Sheet open={opening} onOpenChange={setOpening} title={t("account.open")}>
        <OpenAccountForm onOpened={() => setOpening(false)} />
      </Sheet>
    </>
  );
}
