import { Dialog } from "@base-ui/react/dialog";
import { type ReactNode, useEffect } from "react";
import { useBlocker } from "react-router";

export type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** A question that needs an answer: a tap beside it (the second of a double click) does not count as one. */
  insists?: boolean;
  children: ReactNode;
};

/** A sheet from the bottom on phones, a dialog from 1024 px. */
export function SheetDialog({ open, onOpenChange, title, description, insists = false, children }: SheetProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange} disablePointerDismissal={insists}>
      {open && <BackCloses onClose={() => onOpenChange(false)} />}
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-(--layer-sheet) bg-scrim transition-opacity duration-(--time-3) data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-(--layer-sheet) max-h-[88dvh] overflow-y-auto rounded-t-xl bg-surface-raised px-5 pt-2.5 safe-bottom shadow-over transition-transform duration-(--time-3) ease-out outline-none data-ending-style:translate-y-full data-starting-style:translate-y-full lg:inset-x-auto lg:bottom-auto lg:left-1/2 lg:top-1/2 lg:w-[420px] lg:-translate-x-1/2 lg:-translate-y-1/2 lg:rounded-xl lg:px-6 lg:pt-7 lg:transition-opacity lg:data-ending-style:-translate-y-1/2 lg:data-ending-style:opacity-0 lg:data-starting-style:-translate-y-1/2 lg:data-starting-style:opacity-0">
          <div aria-hidden="true" className="mx-auto mb-4.5 h-1 w-9 rounded-full bg-line-strong opacity-50 lg:hidden" />
          <Dialog.Title className="text-heading font-bold">{title}</Dialog.Title>
          {description && (
            <Dialog.Description className="mt-2 lead text-label whitespace-pre-line">{description}</Dialog.Description>
          )}
          <div className="mt-5">{children}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** On a phone, going back means away from what lies on top. */
function BackCloses({ onClose }: { onClose: () => void }) {
  const { state, reset } = useBlocker(({ historyAction }) => historyAction === "POP");
  useEffect(() => {
    if (state !== "blocked") return;
    reset();
    onClose();
  }, [state, reset, onClose]);
  return null;
}
