import { useApolloClient } from "@apollo/client/react";
import { useEffect } from "react";
import { HomeDocument, NotificationsDocument, UnreadNotificationsDocument } from "../gql/graphql";
import { unread } from "../lib/unread";

/* GraphQL */ `
  subscription UnreadNotifications {
    unreadNotifications {
      count
    }
  }
`;

/**
 * Follows how much the member has not seen; the list on the screen is asked for anew when there is more, and home too: a
 * plan that was made elsewhere or has failed moves no money, so no change of the balance tells of it.
 */
export function LiveNotifications() {
  const client = useApolloClient();
  useEffect(() => {
    let isFirst = true;
    const subscription = client.subscribe({ query: UnreadNotificationsDocument }).subscribe({
      next: ({ data }) => {
        if (!data) return;
        const { count } = data.unreadNotifications;
        const isMore = count > unread.get();
        unread.set(count);
        // Something may have come between the list and the first message; home was asked for just then.
        const lists = new Set<unknown>(isFirst ? [NotificationsDocument] : [HomeDocument, NotificationsDocument]);
        isFirst = false;
        if (!isMore) return;
        client
          .refetchQueries({ include: "active", onQueryUpdated: (query) => lists.has(query.options.query) })
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
