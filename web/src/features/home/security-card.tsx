import { useQuery } from "@apollo/client/react";
import { KeyRound, type LucideIcon, ShieldCheck, Smartphone, X } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { SecurityToDosDocument } from "../../gql/graphql";
import { notify } from "../../lib/notify";
import { expectedToDos, isPutOff, putOff, rememberToDos, type ToDo, toDosOf } from "../../lib/security-to-dos";

/* GraphQL */ `
  query SecurityToDos {
    security {
      totpSince
      recoveryCodesLeft
      passkeys {
        id
      }
    }
    me {
      id
      phone
    }
  }
`;

const looks: Record<ToDo, { to: string; Icon: LucideIcon }> = {
  factor: { to: "/security", Icon: ShieldCheck },
  app: { to: "/security", Icon: ShieldCheck },
  codes: { to: "/security", Icon: KeyRound },
  phone: { to: "/settings/phone", Icon: Smartphone },
};

const firstOf = (toDos: readonly ToDo[]) => toDos.find((each) => !isPutOff(each));

/**
 * The most urgent thing to do for one's own security, one at a time. Its place is kept or not when the screen opens, by
 * what was known then: what turns out to be to do later waits for the next opening, and pushes nothing aside.
 */
export function SecurityCard({ ready }: { ready: boolean }) {
  const { t } = useTranslation();
  const [expected] = useState(() => firstOf(expectedToDos()));
  const [closed, setClosed] = useState(false);
  const [asked, setAsked] = useState(ready);
  if (ready && !asked) setAsked(true);
  // Once a visit, and after what the screen is for.
  const { data } = useQuery(SecurityToDosDocument, { skip: !asked });
  const known = useMemo(() => (data?.me ? toDosOf(data.security, data.me.phone) : undefined), [data]);
  useEffect(() => {
    if (known) rememberToDos(known);
  }, [known]);

  const toDo = known ? firstOf(known) : expected;
  if (!expected || !toDo || closed) return null;
  const { to, Icon } = looks[toDo];
  const later = () => {
    putOff(toDo);
    setClosed(true);
    notify(t("toDo.putOff"));
    // The button with the focus is gone.
    document.getElementById("main")?.focus({ preventScroll: true });
  };
  return (
    <section aria-label={t("toDo.label")} className="flex items-center rounded-lg bg-surface">
      <Link to={to} className="group flex min-w-0 flex-1 items-center gap-3 rounded-lg py-4 pl-5">
        <span
          aria-hidden="true"
          className="grid size-10 flex-none place-items-center rounded-full bg-surface-muted transition-colors group-hover:bg-surface-press"
        >
          <Icon className="icon" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block text-body leading-[1.4] font-semibold text-balance">{t(`toDo.${toDo}.title`)}</span>
          <span className="block text-caption text-balance text-ink-muted">{t(`toDo.${toDo}.text`)}</span>
        </span>
      </Link>
      <button
        type="button"
        aria-label={t("toDo.later")}
        onClick={later}
        className="mx-1.5 grid size-11 flex-none place-items-center rounded-full text-ink-muted hover:bg-surface-muted"
      >
        <X className="icon" aria-hidden="true" />
      </button>
    </section>
  );
}
