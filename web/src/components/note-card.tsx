import { useMutation } from "@apollo/client/react";
import { Hash, PencilLine, X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { WriteNoteDocument } from "../gql/graphql";
import { useFailureText } from "../lib/graphql/failure-text";
import { refusalText } from "../lib/graphql/refusal";
import { notify } from "../lib/notify";
import { Button } from "./ui/button";

/* GraphQL */ `
  mutation WriteNote($input: WriteNoteInput!) {
    writeNote(input: $input) {
      __typename
      ...Refusal @unmask
      ... on WriteNoteSuccess {
        note {
          id
          text
          tags
        }
      }
    }
  }
`;

const TEXT_MAX = 200;
const TAGS_MAX = 5;
const TAG_MAX = 20;

interface Note {
  id: string;
  text: string | null;
  tags: readonly string[];
}

/** What the member has written on a transaction, and the way to change it. */
export function NoteCard({ note }: { note: Note }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const empty = !note.text && note.tags.length === 0;
  if (editing) return <NoteForm note={note} onDone={() => setEditing(false)} />;
  return (
    <section aria-label={t("note.title")} className="no-print">
      {!empty && (
        <div className="mb-3 rounded-md bg-surface-muted px-4 py-3">
          {note.text && <p className="text-label break-words whitespace-pre-line">{note.text}</p>}
          {note.tags.length > 0 && (
            <ul aria-label={t("note.tags")} className="mt-1 flex flex-wrap gap-x-2.5 gap-y-1 text-label text-ink-muted">
              {note.tags.map((tag) => (
                <li key={tag}>#{tag}</li>
              ))}
            </ul>
          )}
        </div>
      )}
      <Button size="md" onClick={() => setEditing(true)}>
        <PencilLine className="icon-sm" aria-hidden="true" />
        {t(empty ? "note.write" : "note.change")}
      </Button>
    </section>
  );
}

function NoteForm({ note, onDone }: { note: Note; onDone: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const failureText = useFailureText();
  const [text, setText] = useState(note.text ?? "");
  const [tags, setTags] = useState(note.tags);
  const [draft, setDraft] = useState("");
  const [write, { loading }] = useMutation(WriteNoteDocument);
  const withDraft = () => {
    const tag = draft.replaceAll("#", "").trim();
    return tag === "" || tags.includes(tag) || tags.length >= TAGS_MAX ? tags : [...tags, tag];
  };
  const addTag = () => {
    setTags(withDraft());
    setDraft("");
  };
  const onTagKey = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter also ends a syllable that is still being composed.
    if (event.nativeEvent.isComposing || !["Enter", ",", "#"].includes(event.key)) return;
    event.preventDefault();
    addTag();
  };
  const save = async () => {
    try {
      const input = { noteId: note.id, text: text.trim() || null, tags: [...withDraft()] };
      const result = (await write({ variables: { input } })).data?.writeNote;
      if (result?.__typename !== "WriteNoteSuccess") return result && notify(refusalText(result));
      notify(t("note.saved"));
      onDone();
    } catch (failure) {
      notify(failureText(failure));
    }
  };
  const field =
    "rounded-md bg-surface-muted px-4 focus-within:bg-surface focus-within:shadow-[inset_0_0_0_2px_var(--ink)]";
  return (
    <form
      aria-label={t("note.title")}
      className="no-print"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label htmlFor={`${id}-text`} className="mb-2 block text-label font-medium">
        {t("note.title")}
      </label>
      <div className={field}>
        <textarea
          id={`${id}-text`}
          rows={3}
          maxLength={TEXT_MAX}
          value={text}
          placeholder={t("note.hint")}
          onChange={(event) => setText(event.target.value.replace(/[\r\n]+/g, " "))}
          className="block w-full resize-none bg-transparent py-3 text-body outline-none"
        />
      </div>
      <label htmlFor={`${id}-tag`} className="mt-4 mb-2 block text-label font-medium">
        {t("note.tags")}
      </label>
      {tags.length > 0 && (
        <div className="mb-2 flex flex-wrap gap-2">
          {tags.map((tag) => (
            <button
              key={tag}
              type="button"
              aria-label={t("note.removeTag", { tag })}
              onClick={() => setTags(tags.filter((other) => other !== tag))}
              className="inline-flex h-10 max-w-full items-center gap-1 rounded-full bg-surface-muted pr-3 pl-4 text-label font-medium hover:bg-surface-press"
            >
              <span className="truncate">#{tag}</span>
              <X className="icon-sm" aria-hidden="true" />
            </button>
          ))}
        </div>
      )}
      <div className={`flex h-14 items-center gap-2 ${field}`}>
        <Hash className="icon text-ink-muted" aria-hidden="true" />
        <input
          id={`${id}-tag`}
          maxLength={TAG_MAX}
          autoComplete="off"
          disabled={tags.length >= TAGS_MAX}
          aria-describedby={`${id}-tag-hint`}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onTagKey}
          className="h-full min-w-0 flex-1 bg-transparent text-body outline-none"
        />
        {draft.trim() && (
          <Button size="md" variant="ghost" onClick={addTag}>
            {t("note.addTag")}
          </Button>
        )}
      </div>
      <p id={`${id}-tag-hint`} className="mt-1.5 text-caption text-ink-muted">
        {t(tags.length >= TAGS_MAX ? "note.tagsFull" : "note.tagHint")}
      </p>
      <div className="mt-5 grid grid-cols-[1fr_2fr] gap-2">
        <Button onClick={onDone}>{t("note.cancel")}</Button>
        <Button type="submit" variant="ink" busy={loading}>
          {t("note.save")}
        </Button>
      </div>
    </form>
  );
}
