import { useMutation } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { LogOutDocument } from "../gql/graphql";
import { owesLogOut } from "./attention";
import { chooseAccount } from "./current-account";
import { forgetDrafts } from "./draft";
import { useOnline } from "./online";
import { endSession, inTurn, leaveByChoice } from "./session";
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

const TELL_AGAIN_MS = 5_000;

/** Tells the server, now or as soon as it can be reached, of a session that ended here because nobody was there. */
export function useOwedLogOut() {
  const [logOut] = useMutation(LogOutDocument);
  const online = useOnline();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (!online) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // In turn: the answer to a refresh that is under way would bring back the cookie that this one takes away.
    inTurn(async () => {
      if (!owesLogOut.get()) return;
      await keepingLooks(() => logOut());
      owesLogOut.set(false);
    }).catch(() => {
      timer = setTimeout(() => setTries(tries + 1), TELL_AGAIN_MS);
    });
    return () => clearTimeout(timer);
  }, [online, logOut, tries]);
}
