import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { SEARCH_MAX } from "./filter";

const PAUSE_MS = 300;

type SearchBoxProps = { value: string; onSearch: (search: string) => void };

/** What is typed goes into the address after a short pause; what the address says is shown. */
export function SearchBox({ value, onSearch }: SearchBoxProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const told = useRef(value);
  const tell = useRef(onSearch);
  tell.current = onSearch;
  useEffect(() => {
    // A badge was taken away, or the back button pressed: not by typing here.
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text.trim() === told.current) return;
    const timer = setTimeout(() => {
      told.current = text.trim();
      tell.current(told.current);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const clear = () => {
    setText("");
    field.current?.focus();
  };
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          told.current = text.trim();
          onSearch(told.current);
        }}
        className="mt-3 flex h-12 items-center gap-2.5 rounded-md bg-surface pr-1 pl-4 transition-shadow focus-within:shadow-[inset_0_0_0_2px_var(--ink)]"
      >
        <Search className="icon text-ink-muted" aria-hidden="true" />
        <input
          ref={field}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          aria-label={t("history.search")}
          placeholder={t("history.searchHint")}
          maxLength={SEARCH_MAX}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-full min-w-0 flex-1 bg-transparent text-body outline-none"
        />
        {text && (
          <button
            type="button"
            aria-label={t("history.clearSearch")}
            onClick={clear}
            className="grid size-10 flex-none place-items-center rounded-full hover:bg-surface-muted"
          >
            <X className="icon" aria-hidden="true" />
          </button>
        )}
      </form>
    </search>
  );
}
