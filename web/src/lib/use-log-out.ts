import { useMutation } from "@apollo/client/react";
import { LogOutDocument } from "../gql/graphql";
import { chooseAccount } from "./current-account";
import { forgetDrafts } from "./draft";
import { endSession, leaveFor } from "./session";
import { keepingLooks } from "./storage";

/* GraphQL */ `
  mutation LogOut {
    logOut
  }
`;

/**
 * Ends the session, here and at the server. Throws when the server did not hear of it: the cookie is still good then. Where
 * nobody is there, nothing of the person's stays on the screen whatever the server says.
 */
export function useLogOut() {
  const [logOut, { loading }] = useMutation(LogOutDocument);
  const leave = async (reason: "choice" | "unattended") => {
    leaveFor(reason);
    try {
      await keepingLooks(() => logOut());
    } catch (failure) {
      if (reason === "choice") {
        leaveFor(null);
        throw failure;
      }
    }
    forgetDrafts();
    chooseAccount(null);
    endSession(reason);
  };
  return { leave, loading };
}
