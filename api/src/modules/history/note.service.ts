import type { DataSource } from "typeorm";
import { z } from "zod";
import { InvalidInputError } from "../../shared/errors.js";
import type { MovementId, UserId } from "../../shared/ids.js";
import { label, line, readInput } from "../../shared/input.js";
import { rowLoader } from "../../shared/row-loader.js";
import { inTransaction } from "../../shared/transaction.js";
import { type AccountDirectory, ownMovement } from "../accounts/index.js";
import type { LedgerReader } from "../ledger/index.js";
import type { UserStore } from "../users/index.js";
import { type Annotation, matchesAnnotation } from "./history.search.js";

/** All of them are opened by a search, so there is an end to what one member writes. */
const NOTES_MAX = 2_000;
const TAGS_MAX = 5;

const Input = z.object({
  text: line(200, "note", 0)
    .nullish()
    .transform((text) => text || null),
  tags: z
    .array(label(20, "tag"))
    .max(TAGS_MAX, "tags")
    .nullish()
    .transform((tags) => [...new Set(tags)]),
});

/**
 * What members write on their transactions, for their own eyes. It tells of their lives, so it is sealed with the member's
 * key like a name, and gone with it; a search opens it.
 */
export class NoteService {
  /** By member and root, with a space between. */
  private readonly loader = rowLoader<string, Annotation>(async (keys) => {
    const known = new Map<string, Annotation>();
    const asked = Map.groupBy(keys, (key) => key.slice(0, 36) as UserId);
    for (const [userId, own] of asked) {
      const found = await this.of(
        userId,
        own.map((key) => key.slice(37) as MovementId),
      );
      for (const [root, annotation] of found) known.set(`${userId} ${root}`, annotation);
    }
    return known;
  });

  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly directory: AccountDirectory,
    private readonly ledger: LedgerReader,
  ) {}

  /** Takes the place of what was written before; nothing of both takes it away. @throws InvalidInputError */
  async write(
    userId: UserId,
    input: { noteId: string; text?: string | null; tags?: string[] | null },
  ): Promise<{ root: MovementId } & Annotation> {
    const annotation = readInput(Input, input);
    const root = await this.ownRoot(userId, input.noteId);
    await inTransaction(this.source, async (tx) => {
      // One after the other, so that many at once do not go past the limit.
      await this.users.lock(tx, userId);
      await tx.query(`DELETE FROM transaction_notes WHERE user_id = $1 AND root_id = $2`, [userId, root]);
      if (annotation.text === null && annotation.tags.length === 0) return;
      const [{ count }] = await tx.query(`SELECT count(*)::int AS count FROM transaction_notes WHERE user_id = $1`, [
        userId,
      ]);
      if (count >= NOTES_MAX) throw InvalidInputError.of("text", "notes_full");
      const vault = await this.users.ownVault(userId, tx);
      const sealed = vault.seal(Buffer.from(JSON.stringify(annotation)), placeOf(userId, root));
      await tx.query(`INSERT INTO transaction_notes (user_id, root_id, sealed) VALUES ($1, $2, $3)`, [
        userId,
        root,
        sealed,
      ]);
    });
    return { root, ...annotation };
  }

  /** All that are asked for in one turn, as for a page, are one query. */
  async load(userId: UserId, root: MovementId): Promise<Annotation | null> {
    return this.loader.load(`${userId} ${root}`);
  }

  /** Of these transactions, those that something is written on. */
  async of(userId: UserId, roots: readonly MovementId[]): Promise<Map<MovementId, Annotation>> {
    const rows: Row[] = await this.source.query(`${SELECT} AND root_id = ANY($2::uuid[])`, [userId, roots]);
    return this.open(userId, rows);
  }

  /** The movements on which something like this is written. */
  async search(userId: UserId, search: string): Promise<MovementId[]> {
    const rows: Row[] = await this.source.query(`${SELECT} LIMIT $2`, [userId, NOTES_MAX]);
    const opened = await this.open(userId, rows);
    return [...opened].flatMap(([root, annotation]) => (matchesAnnotation(annotation, search) ? [root] : []));
  }

  private async open(userId: UserId, rows: readonly Row[]): Promise<Map<MovementId, Annotation>> {
    if (rows.length === 0) return new Map();
    const vault = await this.users.ownVault(userId);
    return new Map(
      rows.map(({ root, sealed }) => [root, JSON.parse(vault.open(sealed, placeOf(userId, root)).toString())]),
    );
  }

  private async ownRoot(userId: UserId, id: string): Promise<MovementId> {
    const movement = await ownMovement(this.ledger, this.directory, userId, id);
    if (!movement) throw InvalidInputError.of("noteId", "transaction_unknown");
    return movement.reservation ?? movement.id;
  }
}

interface Row {
  root: MovementId;
  sealed: Buffer;
}

const SELECT = `SELECT root_id AS root, sealed FROM transaction_notes WHERE user_id = $1`;

const placeOf = (user: UserId, root: MovementId) => `transaction_notes.sealed/${user}/${root}`;
