import { useMutation, useQuery } from "@apollo/client/react";
import { Settings } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Empty } from "../../components/empty";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { MoreButton } from "../../components/more-button";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { NotificationDays } from "../../features/notifications/notification-days";
import { NotificationsDocument, ReadNotificationsDocument } from "../../gql/graphql";
import { useMore } from "../../lib/graphql/use-more";
import { unread } from "../../lib/unread";

/* GraphQL */ `
  query Notifications($first: Int!, $after: String) {
    notifications(first: $first, after: $after) {
      edges {
        cursor
        node {
          ...NotificationDays_notification @unmask
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
  mutation ReadNotifications($input: ReadNotificationsInput) {
    readNotifications(input: $input) {
      count
    }
  }
`;

const PAGE = 30;

export function Component() {
  const { t } = useTranslation();
  const { data, error, refetch, fetchMore } = useQuery(NotificationsDocument, {
    variables: { first: PAGE },
    fetchPolicy: "cache-and-network",
    nextFetchPolicy: "cache-first",
  });
  const [read] = useMutation(ReadNotificationsDocument);
  const notifications = data?.notifications.edges.map((edge) => edge.node);
  const newest = notifications?.[0]?.id;
  // What is on the screen has been seen; what was new keeps its mark until the next visit.
  useEffect(() => {
    if (!newest) return;
    read({ variables: { input: { upTo: newest } } })
      .then((answer) => unread.set(answer.data?.readNotifications.count ?? 0))
      .catch(() => undefined);
  }, [newest, read]);
  const page = data?.notifications.pageInfo;
  const { busy, failed: moreFailed, more } = useMore(page?.endCursor, (after) => fetchMore({ variables: { after } }));
  return (
    <Flow exit="/">
      <div className="mt-2 flex items-start justify-between gap-3">
        <PageTitle title={t("notifications.title")} className="question" />
        <Link
          to="/notifications/settings"
          aria-label={t("notifications.settings")}
          className="-mr-2.5 grid size-11 flex-none place-items-center rounded-full hover:bg-surface-muted"
        >
          <Settings className="icon" aria-hidden="true" />
        </Link>
      </div>
      {!notifications && error && (
        <Failure title={t("notifications.failed")} error={error} onRetry={() => void refetch()} />
      )}
      {!notifications && !error && <RowsSkeleton rows={6} />}
      {notifications?.length === 0 && (
        <Empty title={t("notifications.emptyTitle")} text={t("notifications.emptyText")} />
      )}
      {notifications && <NotificationDays notifications={notifications} />}
      {page?.hasNextPage && <MoreButton busy={busy} failed={moreFailed} onMore={() => void more()} />}
    </Flow>
  );
}
