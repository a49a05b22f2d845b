import type { Match } from "../lib/search-match";

/** A text with what was searched for in it made to stand out. */
export function Marked({ text, match }: { text: string; match: Match | null }) {
  if (!match) return text;
  const letters = [...text];
  const end = match.start + match.length;
  return (
    <>
      {letters.slice(0, match.start).join("")}
      <mark className="rounded-[3px] bg-yolk-soft text-inherit underline decoration-1 underline-offset-3">
        {letters.slice(match.start, end).join("")}
      </mark>
      {letters.slice(end).join("")}
    </>
  );
}
