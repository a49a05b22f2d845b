import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type DocumentNode, type GraphQLSchema, validate } from "graphql";
import { z } from "zod";
import type { Logger } from "../infra/logger.js";
import { RequestError } from "../shared/errors.js";
import { type Limits, readSmall, requireSmallVariables } from "./limits.js";

const FILE = fileURLToPath(new URL("../../../trusted-documents.json", import.meta.url));
const File = z.record(
  z.string().regex(/^[0-9a-f]{64}$/),
  z.object({ document: z.string(), until: z.iso.date().optional() }),
);

/** Operations by the SHA-256 of their text: those of the web app, and for a while those of its earlier releases. */
export async function readTrustedDocuments(): Promise<Map<string, string>> {
  const today = new Date().toISOString().slice(0, 10);
  const entries = Object.entries(File.parse(JSON.parse(await readFile(FILE, "utf8"))));
  return new Map(
    entries
      .filter(([, each]) => each.until === undefined || each.until >= today)
      .map(([id, each]) => [id, each.document]),
  );
}

/** What a client asks for, on HTTP or on a socket, before anything of it is believed. */
export interface AskedOperation {
  query?: unknown;
  variables?: unknown;
  extensions?: unknown;
}

/** The operations that everybody may ask for, by id alone. Each is parsed and validated once, when the process starts. */
export class TrustedDocuments {
  private readonly known = new Map<string, { text: string; document: DocumentNode }>();

  constructor(
    schema: GraphQLSchema,
    documents: ReadonlyMap<string, string>,
    private readonly options: {
      limits: Limits;
      /** Whether operations may be sent as text without a key. */
      open: boolean;
      /** SHA-256 of the keys, in hexadecimal. */
      keys: readonly string[];
      logger: Logger;
    },
  ) {
    for (const [id, text] of documents) {
      const document = readSmall(text, options.limits);
      const [problem] = validate(schema, document);
      if (problem)
        options.logger.warn({ id, problem: problem.message }, "a trusted document no longer fits the schema");
      else this.known.set(id, { text, document });
    }
  }

  textOf(id: string): string | undefined {
    return this.known.get(id)?.text;
  }

  /**
   * Lets an operation by that is known by its id, and one sent as text to whom may do so.
   * @param key what the client shows as its operation key
   * @throws RequestError UNKNOWN_OPERATION; BAD_USER_INPUT for what is too large; GraphQLError for what cannot be read
   */
  admit({ query, variables, extensions }: AskedOperation, key: unknown): { document: DocumentNode; isValid: boolean } {
    requireSmallVariables(variables, this.options.limits);
    const id = idOf(extensions);
    if (id !== undefined && !query) {
      const known = this.known.get(id);
      if (!known) throw new RequestError("UNKNOWN_OPERATION");
      return { document: known.document, isValid: true };
    }
    if (!this.options.open && !this.isKey(key)) throw new RequestError("UNKNOWN_OPERATION");
    if (typeof query !== "string") throw RequestError.badInput("query", "neither a text nor an id");
    return { document: readSmall(query, this.options.limits), isValid: false };
  }

  private isKey(key: unknown): boolean {
    return typeof key === "string" && this.options.keys.includes(createHash("sha256").update(key).digest("hex"));
  }
}

/** `{ persistedQuery: { version: 1, sha256Hash } }` */
function idOf(extensions: unknown): string | undefined {
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } | null };
  const id = persistedQuery?.sha256Hash;
  return typeof id === "string" ? id : undefined;
}
