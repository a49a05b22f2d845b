import { ArrowDownToLine, ArrowUpRight, CreditCard, House, Menu, ReceiptText, WifiOff } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, Outlet, useLocation, useMatches, useNavigate, useNavigation } from "react-router";
import { Bell } from "../components/bell";
import { Brand } from "../components/mark";
import { prefetchSheets } from "../components/ui/sheet";
import { classNames } from "../lib/class-names";
import { useOnline } from "../lib/online";
import { ending, sessionState } from "../lib/session";
import { useStore } from "../lib/store";
import { LiveBalance } from "./live-balance";
import { LiveNotifications } from "./live-notifications";

const PLACES = [
  { to: "/", key: "home", Icon: House },
  { to: "/send", key: "send", Icon: ArrowUpRight },
  { to: "/history", key: "history", Icon: ReceiptText },
  { to: "/more", key: "more", Icon: Menu },
] as const;

/** Where there is room, what can be done with money is one tap away too. */
const SIDE_PLACES = [
  ...PLACES.slice(0, 2),
  { to: "/charge", key: "charge", Icon: CreditCard } as const,
  { to: "/withdraw", key: "withdraw", Icon: ArrowDownToLine } as const,
  ...PLACES.slice(2),
];

export function Shell() {
  const inFlow = useMatches().some((match) => (match.handle as { flow?: boolean } | undefined)?.flow);
  const waiting = useNavigation().state === "loading";
  const { key } = useLocation();
  useLeaveWhenSignedOut();
  useEffect(prefetchSheets, []);
  return (
    <div className="lg:flex lg:min-h-dvh">
      <SideNav />
      <div className={classNames("flex min-w-0 flex-1 flex-col lg:min-h-dvh", inFlow && "lg:bg-surface")}>
        <main
          id="main"
          tabIndex={-1}
          aria-busy={waiting || undefined}
          className={classNames(
            "flex min-w-0 flex-1 flex-col outline-none",
            !inFlow &&
              "w-full px-5 pb-[calc(var(--bar)+env(safe-area-inset-bottom)+1.5rem)] pt-[env(safe-area-inset-top)] sm:px-6 lg:px-8 lg:pb-16",
          )}
        >
          <OfflineBanner inFlow={inFlow} />
          <div
            key={inFlow ? key : "page"}
            className={classNames(
              "min-w-0",
              inFlow ? "flex flex-1 flex-col" : "mx-auto w-full max-w-[944px] sm:max-w-(--column) lg:max-w-[944px]",
            )}
          >
            <Outlet />
          </div>
        </main>
      </div>
      {!inFlow && <BottomBar />}
      <LiveBalance />
      <LiveNotifications />
    </div>
  );
}

/** Back to the same place after logging in again. */
function useLeaveWhenSignedOut() {
  const state = useStore(sessionState);
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  useEffect(() => {
    if (state !== "out") return;
    // What somebody searched for is not to stand in the address where the next one looks.
    const place = pathname + (ending === "unattended" ? "" : search);
    const next = place === "/" ? "" : `next=${encodeURIComponent(place)}&`;
    void navigate(ending === "choice" ? "/login" : `/login?${next}reason=${ending}`, { replace: true });
  }, [state, navigate, pathname, search]);
}

function OfflineBanner({ inFlow }: { inFlow: boolean }) {
  const { t } = useTranslation();
  if (useOnline()) return null;
  return (
    <p
      role="status"
      className={classNames(
        "mt-3 flex min-h-12 items-center gap-2.5 rounded-md bg-inverse px-4 py-2 text-label font-medium text-on-inverse",
        inFlow ? "mx-5 lg:mx-auto lg:w-[440px]" : "mx-auto w-full max-w-(--column) lg:max-w-[944px]",
      )}
    >
      <WifiOff className="icon" aria-hidden="true" />
      {t("offline.banner")}
    </p>
  );
}

function SideNav() {
  const { t } = useTranslation();
  return (
    <div className="no-print sticky top-0 hidden h-dvh w-(--nav) flex-none flex-col border-r border-line bg-surface px-3 py-5 lg:flex">
      <header className="mb-4.5 flex items-center pr-2.5">
        <Link to="/" aria-label={t("common.brandHome")} className="flex h-11 items-center rounded-sm px-2.5">
          <Brand />
        </Link>
        <Bell />
      </header>
      <nav aria-label={t("nav.label")} className="flex flex-col">
        {SIDE_PLACES.map(({ to, key, Icon }) => (
          <NavLink
            key={to}
            to={to}
            end={to === "/"}
            className={({ isActive }) =>
              classNames(
                "flex h-11 items-center gap-3 rounded-[12px] px-3 text-label transition-colors hover:bg-surface-muted",
                isActive ? "bg-surface-muted font-semibold text-ink" : "font-medium text-ink-muted",
              )
            }
          >
            <Icon className="icon" aria-hidden="true" />
            {t(`nav.${key}`)}
          </NavLink>
        ))}
      </nav>
    </div>
  );
}

function BottomBar() {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t("nav.label")}
      className="no-print fixed inset-x-0 bottom-0 z-(--layer-bar) grid grid-cols-4 border-t border-line bg-surface px-2 pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {PLACES.map(({ to, key, Icon }) => (
        <NavLink
          key={to}
          to={to}
          end={to === "/"}
          className={({ isActive }) =>
            classNames(
              "group flex h-(--bar) flex-col items-center justify-center gap-[3px] rounded-md text-micro leading-[1.3] -outline-offset-2",
              isActive ? "font-bold text-ink" : "font-medium text-ink-muted",
            )
          }
        >
          <Icon className="icon-lg group-aria-[current=page]:stroke-[2.25]" aria-hidden="true" />
          {t(`nav.${key}`)}
        </NavLink>
      ))}
    </nav>
  );
}
