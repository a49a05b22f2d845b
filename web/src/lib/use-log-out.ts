import { useMutation } from "@apollo/client/react";
import { useEffect } from "react";
import { LogOutDocument } from "../gql/graphql";
import { owesLogOut } from "./attention";
import { chooseAccount } from "./current-account";
import { forgetDrafts } from "./draft";
import { useOnline } from "./online";
import { endSession, leaveByChoice } from "./session";
import { keepingLooks } from "./storage";

/* GraphQL */ `
  mutation LogOut {
    logOut
  }
`;

/** Ends the session at the server and then here. Throws when the server did not hear of it: the cookie is still good. */
export function useLogOut() {
  const [logOut, { loading }] = useMutation(LogOutDocument);
  const leave = async () => {
    leaveByChoice(true);
    try {
      await keepingLooks(() => logOut());
    } catch (failure) {
      leaveByChoice(false);
      throw failure;
    }
    forgetDrafts();
    chooseAccount(null);
    endSession();
  };
  return { leave, loading };
}

/** Tells the server, now or as soon as it can be reached, of a session that ended here because nobody was there. */
export function useOwedLogOut() {
  const [logOut] = useMutation(LogOutDocument);
  const online = useOnline();
  useEffect(() => {
    if (!online || !owesLogOut.get()) return;
    keepingLooks(() => logOut()).then(
      () => owesLogOut.set(false),
      () => undefined,
    );
  }, [online, logOut]);
}
