import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { Sheet } from "../../components/ui/sheet";
import { ReportNotMeDocument } from "../../gql/graphql";
import { notify } from "../../lib/notify";

/* GraphQL */ `
  mutation ReportNotMe {
    reportNotMe {
      ...Security_security @unmask
    }
  }
`;

/** For who finds a log-in that was somebody else's: explains what will happen, and does it. */
export function NotMe({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [report, { loading }] = useMutation(ReportNotMeDocument);
  const act = async () => {
    try {
      await report();
      setAsking(false);
      notify(t("security.notMeDone"));
      onDone();
    } catch {
      notify(t("failure.tryAgain"));
    }
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t("security.notMe")}</Button>
      <Sheet
        open={asking}
        onOpenChange={setAsking}
        title={t("security.notMeTitle")}
        description={t("security.notMeText")}
      >
        <div className="grid gap-2 pb-2">
          <Button variant="ink" busy={loading} onClick={() => void act()}>
            {t("security.notMeAction")}
          </Button>
          <Button onClick={() => setAsking(false)}>{t("common.close")}</Button>
        </div>
      </Sheet>
    </>
  );
}
