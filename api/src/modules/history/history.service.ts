import { RequestError } from "../../shared/errors.js";
import { type AccountId, isId, type MovementId, type UserId } from "../../shared/ids.js";
import {
  type AccountDirectory,
  counterpartyOfAccount,
  type TransactionReader,
  type TransactionRecord,
} from "../accounts/index.js";
import type { LedgerReader, MovedEntry } from "../ledger/index.js";
import { filterKeys, type HistoryFilter, matches, matchesName, searchKeys } from "./history.search.js";
import type { HistoryStore } from "./history.store.js";
import type { NoteService } from "./note.service.js";

export interface TransactionPage {
  entries: Array<{ cursor: string; record: TransactionRecord }>;
  /** Where the next page goes on; it may be further than the last entry. */
  endCursor: string | null;
  hasNextPage: boolean;
}

/** Index rows that one page looks at, all keys together, and fewest of each key. */
const SCAN_MAX = 1_000;
/** Names that a search looks through: more of them, and rows are looked through instead. */
const COUNTERPARTIES_MAX = 2_000;
/** Beyond every version. */
const TOP = 2n ** 63n - 1n;

/** A cursor: versions below this one, and refusals older than that one. */
interface Place {
  below: bigint;
  refusedBefore: string | null;
}

/**
 * What happened on an account, found by the books' own indexes and by `historyProjection`. A page looks at a bounded number
 * of rows; when few of them fit it comes with fewer entries, or none, and the next one goes on from there.
 */
export class HistoryService {
  constructor(
    private readonly store: HistoryStore,
    private readonly ledger: LedgerReader,
    private readonly transactions: TransactionReader,
    private readonly directory: AccountDirectory,
    private readonly notes: NoteService,
  ) {}

  /** Newest first. @throws RequestError BAD_USER_INPUT for a cursor that is none */
  async page(
    userId: UserId,
    account: AccountId,
    filter: HistoryFilter,
    limit: number,
    after: string | null,
  ): Promise<TransactionPage> {
    const place = decodePlace(after);
    return filter.progress === "failed"
      ? this.failed(userId, account, filter, limit, place)
      : this.moved(userId, account, filter, limit, place);
  }

  private async moved(
    userId: UserId,
    account: AccountId,
    filter: HistoryFilter,
    limit: number,
    { below }: Place,
  ): Promise<TransactionPage> {
    const { search } = filter;
    const [from, to, plan] = await Promise.all([
      filter.from ? this.ledger.versionAt(account, filter.from) : 0n,
      filter.to ? this.ledger.versionAt(account, filter.to) : TOP,
      search ? this.planOf(userId, account, search) : { keys: filterKeys(filter) },
    ]);
    const scan = Math.max(limit + 1, Math.floor(SCAN_MAX / Math.max(1, plan.keys?.length ?? 1)));
    // What a search finds is looked at once more, so a few more are fetched.
    const asked = search ? 2 * limit + 1 : limit + 1;
    const found = await this.store.look(account, filter, {
      from,
      below: lower(below, to),
      scan,
      limit: asked,
      ...plan,
    });
    const fitting = await this.fitting(userId, found.entries, search);
    const shown = fitting.slice(0, limit);
    const last = shown.at(-1);
    // Full: go on after the last one shown. Else after everything that was looked at.
    const rest = found.entries.length === asked ? (found.entries.at(-1)?.version ?? 0n) : found.horizon;
    const end = fitting.length > limit && last ? last.entry.version : rest;
    return {
      entries: shown.map(({ entry, record }) => ({
        cursor: encodePlace({ below: entry.version, refusedBefore: null }),
        record,
      })),
      endCursor:
        end > 0n
          ? encodePlace({ below: end, refusedBefore: null })
          : ((last && encodePlace({ below: last.entry.version, refusedBefore: null })) ?? null),
      hasNextPage: end > 0n,
    };
  }

  /** What the ledger has refused and what the bank has: two lists, each with its own place, as one by time. */
  private async failed(
    userId: UserId,
    account: AccountId,
    filter: HistoryFilter,
    limit: number,
    place: Place,
  ): Promise<TransactionPage> {
    const [from, to] = await Promise.all([
      filter.from ? this.ledger.versionAt(account, filter.from) : 0n,
      filter.to ? this.ledger.versionAt(account, filter.to) : TOP,
    ]);
    const below = lower(place.below, to);
    const limits = { scan: limit + 1, limit: limit + 1 };
    const [refused, released] = await Promise.all([
      filter.direction === "in" ? [] : this.store.refused(account, filter, place.refusedBefore, limit + 1),
      this.store.look(account, filter, { from, below, keys: ["x"], ...limits }),
    ]);
    const attempts = merged(
      refused.map((movement) => ({ movement, direction: "out" as const, balanceAfter: null, version: 0n })),
      released.entries,
    );
    const entries = attempts.slice(0, limit);
    const records = await this.transactions.describeAll(entries);
    const annotations = filter.search
      ? await this.notes.of(
          userId,
          records.map((each) => each.root),
        )
      : null;
    const cursors = placesAfter(entries, place);
    const shown = records.flatMap((record, index) =>
      filter.search && !matches(record, annotations?.get(record.root), filter.search)
        ? []
        : [{ cursor: encodePlace(cursors[index] as Place), record }],
    );
    const isWhole = attempts.length <= limit && released.horizon === 0n;
    const end = attempts.length > limit ? cursors.at(-1) : { ...place, ...cursors.at(-1), below: released.horizon };
    return {
      entries: shown,
      endCursor: isWhole ? (shown.at(-1)?.cursor ?? null) : encodePlace(end ?? place),
      hasNextPage: !isWhole,
    };
  }

  private async fitting(userId: UserId, entries: readonly MovedEntry[], search: string | undefined) {
    const records = await this.transactions.describeAll(entries);
    const both = entries.map((entry, index) => ({ entry, record: records[index] as TransactionRecord }));
    if (!search) return both;
    const annotations = await this.notes.of(
      userId,
      records.map((each) => each.root),
    );
    return both.filter(({ record }) => matches(record, annotations.get(record.root), search));
  }

  private async planOf(
    userId: UserId,
    account: AccountId,
    search: string,
  ): Promise<{ keys: string[] | null; movements: MovementId[] }> {
    const [known, movements] = await Promise.all([
      this.store.counterparties(account, COUNTERPARTIES_MAX),
      this.notes.search(userId, search),
    ]);
    if (!known) return { keys: null, movements };
    const cards = await this.directory.byIds(known);
    const named = [...cards.values()].filter((card) => matchesName(counterpartyOfAccount(card).name.ko, search));
    return {
      keys: searchKeys(
        search,
        named.map((card) => card.id),
      ),
      movements,
    };
  }
}

const lower = (a: bigint, b: bigint) => (a > b ? b : a);

type Attempt = Omit<MovedEntry, "balanceAfter"> & { balanceAfter: bigint | null };

/** Two lists as one, newest first. Each keeps its own order, which its place in the cursor counts on. */
function merged(first: readonly Attempt[], second: readonly Attempt[]): Attempt[] {
  const both: Attempt[] = [];
  for (let a = 0, b = 0; ; ) {
    const [one, other] = [first[a], second[b]];
    if (!one && !other) return both;
    const isFirst = one && (!other || one.movement.recordedAt >= other.movement.recordedAt);
    both.push((isFirst ? first[a++] : second[b++]) as Attempt);
  }
}

/** Where a page that ended with each of these would go on. */
function placesAfter(
  entries: ReadonlyArray<{ movement: { id: MovementId; state: string }; version: bigint }>,
  place: Place,
): Place[] {
  let { below, refusedBefore } = place;
  return entries.map(({ movement, version }) => {
    if (movement.state === "refused") refusedBefore = movement.id;
    else below = version;
    return { below, refusedBefore };
  });
}

/** Cursors are opaque to clients: what they hold may change without notice. */
function encodePlace({ below, refusedBefore }: Place): string {
  return Buffer.from(refusedBefore === null ? `v${below}` : `v${below} ${refusedBefore}`).toString("base64url");
}

function decodePlace(cursor: string | null): Place {
  if (!cursor) return { below: TOP, refusedBefore: null };
  const text = Buffer.from(cursor.slice(0, 100), "base64url").toString();
  const [, version = "", refused] = /^v(\d{1,19})(?: ([0-9a-f-]{36}))?$/.exec(text) ?? [];
  if (version === "" || BigInt(version) > TOP || (refused !== undefined && !isId(refused)))
    throw RequestError.badInput("after", "after is not a cursor of ours");
  return { below: BigInt(version), refusedBefore: refused ?? null };
}
