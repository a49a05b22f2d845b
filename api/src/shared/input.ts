import { z } from "zod";
import { type FieldIssue, InvalidInputError } from "./errors.js";
import { isMovable } from "./money.js";

/** Control characters, line separators and lone surrogates: PostgreSQL cannot keep a NUL, and none can be shown. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNUSABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Cs}/u;

/**
 * Marks that turn the direction of the text around them: with one in a name or memo, what follows on the screen can be
 * made to read backwards. Letters of right-to-left scripts themselves are welcome.
 */
const DIRECTION_OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/;

const GRAPHEMES = new Intl.Segmenter("ko", { granularity: "grapheme" });

/** The characters that a person would count: an emoji is one. */
export function characters(text: string): string[] {
  return Array.from(GRAPHEMES.segment(text), (each) => each.segment);
}

export function characterCount(text: string): number {
  return characters(text).length;
}

/** What leaves no mark on the screen. A name of nothing else is no name. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Z}]/gu;

/** A grapheme may be built of many code points (families of emoji); the tables keep ten for each, as a bound. */
const CODE_POINTS_PER_CHARACTER = 10;

/** One line of text from a person, trimmed and composed (NFC). The issue names what is wrong with it. */
export function line(maximum: number, issue: FieldIssue, minimum = 1) {
  return z
    .string({ error: issue })
    .max(maximum * 20, { error: issue, abort: true })
    .transform((text) => (text.replace(INVISIBLE, "") === "" ? "" : text.normalize("NFC").trim()))
    .superRefine((text, context) => {
      const wrong: FieldIssue | null =
        UNUSABLE.test(text) || DIRECTION_OVERRIDES.test(text)
          ? "characters"
          : text.length < minimum ||
              [...text].length > maximum * CODE_POINTS_PER_CHARACTER ||
              characterCount(text) > maximum
            ? issue
            : null;
      if (wrong) context.addIssue({ code: "custom", message: wrong });
    });
}

/** A line that something or somebody goes by: two that look the same are the same. */
export function label(maximum: number, issue: FieldIssue) {
  return line(maximum, issue).transform((text) =>
    characters(text).map(withoutInvisible).join("").normalize("NFC").trim(),
  );
}

/** Of a character, what can be seen, and what gives an emoji or a Chinese character its shape. */
function withoutInvisible(character: string): string {
  const kept = /\p{Extended_Pictographic}/u.test(character)
    ? /[\u200d\p{Variation_Selector}\u{e0020}-\u{e007f}]/u
    : /[\p{Emoji}\p{Script=Han}]/u.test(character)
      ? /\p{Variation_Selector}/u
      : null;
  return character
    .replace(/\p{Default_Ignorable_Code_Point}/gu, (each) => (kept?.test(each) ? each : ""))
    .replace(/\u200d+$/, "");
}

/** An amount that may be moved. */
export const amountField = z.bigint().refine(isMovable, "amount" satisfies FieldIssue);

/** Printable ASCII, 1 to 200: a UUID, as a rule. */
export const idempotencyKeyField = z.string().regex(/^[\x21-\x7e]{1,200}$/, "key" satisfies FieldIssue);

/** A note of at most 20 characters; an empty one is none. */
export const memoField = line(20, "memo", 0)
  .nullish()
  .transform((text) => text || null);

/** Reads an input with a schema whose messages are field issues. @throws InvalidInputError naming each field */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    parsed.error.issues.map((each) => ({ path: each.path.join("."), issue: each.message as FieldIssue })),
  );
}
