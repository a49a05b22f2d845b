import { useApolloClient } from "@apollo/client/react";
import { useEffect } from "react";
import { NotificationsDocument, UnreadNotificationsDocument } from "../gql/graphql";
import { unread } from "../lib/unread";

/* GraphQL */ `
  subscription UnreadNotifications {
    unreadNotifications {
      count
    }
  }
`;

/** Follows how much the member has not seen; the list on the screen is asked for anew when there is more. */
export function LiveNotifications() {
  const client = useApolloClient();
  useEffect(() => {
    const subscription = client.subscribe({ query: UnreadNotificationsDocument }).subscribe({
      next: ({ data }) => {
        if (!data) return;
        const { count } = data.unreadNotifications;
        const isMore = count > unread.get();
        unread.set(count);
        if (!isMore) return;
        client
          .refetchQueries({
            include: "active",
            onQueryUpdated: (query) => (query.options.query as unknown) === NotificationsDocument,
          })
          // the next one, or the next visit, asks again
          .catch(() => undefined);
      },
      error: () => undefined,
    });
    return () => {
      subscription.unsubscribe();
      unread.set(0);
    };
  }, [client]);
  return null;
}
