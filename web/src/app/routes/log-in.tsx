import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { Mark } from "../../components/mark";
import { PageTitle } from "../../components/page-title";
import { Note } from "../../components/ui/note";
import { LanguageSwitch } from "../../features/auth/language-switch";
import { LogInForm, type MfaQuestion } from "../../features/auth/log-in-form";
import { MfaStep } from "../../features/auth/mfa-step";
import { PasskeyLogIn } from "../../features/auth/passkey-log-in";
import { placeAfterLogIn } from "../guard";

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const reason = params.get("reason");
  const [question, setQuestion] = useState<MfaQuestion | null>(null);
  // A device that was just said to be of others is not kept by default.
  const [remember, setRemember] = useState(reason !== "unattended");
  const done = () => void navigate(placeAfterLogIn(params), { replace: true });
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex min-h-dvh max-w-[440px] flex-col bg-surface px-5 pb-10 outline-none lg:my-12 lg:min-h-0 lg:rounded-xl lg:px-10 lg:pt-4"
    >
      <div className="flex h-16 items-center justify-end pt-3">
        <LanguageSwitch />
      </div>
      <Mark className="-ml-1.5 size-14" />
      <PageTitle title={t(question ? "proof.mfaTitle" : "auth.logInTitle")} className="mt-3 mb-8 question" />
      {(reason === "expired" || reason === "unattended" || reason === "elsewhere") && (
        <div className="mb-6">
          <Note tone="info" role="status" title={t(`auth.${reason}`)}>
            {t(`auth.${reason}Text`)}
          </Note>
        </div>
      )}
      {question ? (
        <>
          <MfaStep question={question} remember={remember} onDone={done} />
          <button
            type="button"
            onClick={() => setQuestion(null)}
            className="mt-2 min-h-11 self-center text-label font-medium underline decoration-line-strong underline-offset-[3px]"
          >
            {t("proof.startAgain")}
          </button>
        </>
      ) : (
        <>
          <LogInForm remember={remember} onRemember={setRemember} onDone={done} onMfa={setQuestion} />
          <PasskeyLogIn remember={remember} onDone={done} />
        </>
      )}
      <p className="mt-6 flex flex-wrap justify-center gap-x-6 text-label">
        {(["signup", "password-reset"] as const).map((path) => (
          <Link
            key={path}
            to={`/${path}${window.location.search}`}
            className="inline-flex min-h-11 items-center font-medium underline decoration-line-strong underline-offset-[3px]"
          >
            {t(path === "signup" ? "auth.signUp" : "reset.link")}
          </Link>
        ))}
      </p>
    </main>
  );
}
