import { useApolloClient } from "@apollo/client/react";
import { Share2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { Chip } from "../../components/ui/chip";
import { Sheet } from "../../components/ui/sheet";
import { SignedReceiptDocument } from "../../gql/graphql";
import { useFailureText } from "../../lib/graphql/failure-text";
import { notify } from "../../lib/notify";
import { saveText } from "../../lib/save-file";

/* GraphQL */ `
  query SignedReceipt($id: ID!) {
    signedReceipt(id: $id)
  }
`;

/** Gives the receipt away in a form that others can check. It is signed when it is asked for. */
export function ShareReceipt({ id }: { id: string }) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const client = useApolloClient();
  const [receipt, setReceipt] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [isBusy, setIsBusy] = useState(false);

  const open = async () => {
    setIsBusy(true);
    try {
      const { data } = await client.query({ query: SignedReceiptDocument, variables: { id } });
      if (!data?.signedReceipt) return notify(t("receipt.failedToLoad"));
      setReceipt(data.signedReceipt);
      setIsOpen(true);
    } catch (failure) {
      notify(failureText(failure));
    } finally {
      setIsBusy(false);
    }
  };
  // What follows # never leaves the browser by itself: no log on the way reads the receipt.
  const link = `${location.origin}/verify#${receipt}`;
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => notify(t("signed.copied")),
      () => notify(t("common.copyFailed")),
    );
  // Closing the browser's own sheet is no failure.
  const send = () => navigator.share({ title: t("receipt.title"), url: link }).catch(() => undefined);
  return (
    <>
      <Chip disabled={isBusy} onClick={() => void open()}>
        <Share2 className="icon-sm" aria-hidden="true" />
        {t("signed.share")}
      </Chip>
      <Sheet open={isOpen} onOpenChange={setIsOpen} title={t("signed.title")} description={t("signed.text")}>
        <div className="grid gap-2 pb-2">
          {"share" in navigator ? (
            <Button variant="ink" size="xl" onClick={() => void send()}>
              {t("signed.link")}
            </Button>
          ) : null}
          <Button size="xl" onClick={() => void copy()}>
            {t("signed.copyLink")}
          </Button>
          <Button size="xl" onClick={() => saveText(`chickpay-receipt-${id}.txt`, `${receipt}\n`)}>
            {t("signed.file")}
          </Button>
        </div>
      </Sheet>
    </>
  );
}
