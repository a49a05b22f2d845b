import { useTranslation } from "react-i18next";
import { Empty } from "../../components/empty";
import { Brand } from "../../components/mark";
import { PageTitle } from "../../components/page-title";
import { ButtonLink } from "../../components/ui/button";

export function Component() {
  const { t } = useTranslation();
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-[480px] px-5 pt-5 outline-none">
      <Brand />
      <PageTitle title={t("notFound.title")} className="sr-only" />
      <div className="pt-16">
        <Empty missing title={t("notFound.title")} text={t("notFound.text")}>
          <ButtonLink to="/" variant="yolk">
            {t("common.home")}
          </ButtonLink>
        </Empty>
      </div>
    </main>
  );
}
