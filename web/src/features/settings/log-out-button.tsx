import { useMutation } from "@apollo/client/react";
import { LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import { LogOutDocument } from "../../gql/graphql";
import { chooseAccount } from "../../lib/current-account";
import { forgetDrafts } from "../../lib/draft";
import { notify } from "../../lib/notify";
import { endSession, leaveByChoice } from "../../lib/session";
import { keepingLooks } from "../../lib/storage";

/* GraphQL */ `
  mutation LogOut {
    logOut
  }
`;

export function LogOutButton() {
  const { t } = useTranslation();
  const [logOut, { loading }] = useMutation(LogOutDocument);
  const leave = async () => {
    leaveByChoice(true);
    try {
      await keepingLooks(() => logOut());
      forgetDrafts();
      chooseAccount(null);
      endSession();
    } catch {
      leaveByChoice(false);
      // the cookie is still good, so saying "logged out" would be untrue
      notify(t("failure.tryAgain"));
    }
  };
  return (
    <button
      type="button"
      disabled={loading}
      onClick={() => void leave()}
      className="flex min-h-14 w-full items-center gap-3 px-5 text-left text-body font-medium hover:bg-surface-muted"
    >
      <LogOut className="icon text-ink-muted" aria-hidden="true" />
      {t("more.logOut")}
    </button>
  );
}
