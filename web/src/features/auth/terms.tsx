import { ChevronRight } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { Term } from "../../components/terms-sheet";
import { CheckField } from "../../components/ui/check-field";
import type { SignUpValues } from "./sign-up-schema";

// most people agree without opening them, so the sheet comes when it is asked for
const TermsSheet = lazy(async () => ({ default: (await import("../../components/terms-sheet")).TermsSheet }));

const TERMS = ["service", "privacy", "marketing"] as const satisfies readonly Term[];

type TermsProps = { form: UseFormReturn<SignUpValues>; problem: string | undefined };

/** Agreement to everything at once, or one by one. Marketing is optional and off. */
export function Terms({ form, problem }: TermsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Term | null>(null);
  const [wanted, setWanted] = useState(false);
  const agreed = form.watch(TERMS);
  const agree = (term: Term, value: boolean) =>
    form.setValue(term, value, { shouldValidate: form.formState.isSubmitted || !!problem });
  const agreeToAll = (value: boolean) => {
    for (const term of TERMS) agree(term, value);
  };
  return (
    <div>
      <div className="rounded-md bg-surface-muted px-4 py-1.5 font-semibold">
        <CheckField checked={agreed.every(Boolean)} onChange={agreeToAll}>
          {t("auth.agreeAll")}
        </CheckField>
      </div>
      <ul className="mt-2">
        {TERMS.map((term, index) => (
          <li key={term} className="flex items-center justify-between gap-2 pl-4">
            <CheckField checked={agreed[index] ?? false} onChange={(value) => agree(term, value)}>
              {t(`auth.terms.${term}.agree`)}
            </CheckField>
            <button
              type="button"
              aria-label={t("auth.readTerms", { name: t(`auth.terms.${term}.title`) })}
              onClick={() => {
                setWanted(true);
                setOpen(term);
              }}
              className="grid size-11 flex-none place-items-center rounded-full text-ink-muted hover:bg-surface-muted"
            >
              <ChevronRight className="icon" aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      {problem && (
        <p role="alert" className="mt-2 pl-4 text-caption text-negative">
          {problem}
        </p>
      )}
      {wanted && (
        <Suspense fallback={null}>
          <TermsSheet term={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </div>
  );
}
