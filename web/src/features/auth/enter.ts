import i18next from "i18next";
import type { Enter_PayloadFragment } from "../../gql/graphql";
import { comeIn } from "../../lib/attention";
import { notify } from "../../lib/notify";
import { type Entrance, startToDos } from "../../lib/security-to-dos";
import { beginSession } from "../../lib/session";
import { KEEPS_SEEN, remembered } from "../../lib/storage";

/* GraphQL */ `
  fragment Enter_payload on AuthPayload {
    accessToken
    expiresAt
    unattendedSeconds
    membershipKept
    user {
      id
    }
  }
`;

/** Begins the session, however the member got in. Who was about to leave is told that the membership goes on. */
export function enter(payload: Enter_PayloadFragment, entrance: Entrance, remember = true): void {
  remembered.set(KEEPS_SEEN, remember ? "yes" : null);
  comeIn();
  startToDos(entrance);
  beginSession(payload);
  if (payload.membershipKept) notify(i18next.t("leave.cancelled"));
}
