import { setTimeout as sleep } from "node:timers/promises";
import type { EntityManager } from "typeorm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLogger } from "../../src/infra/logger.js";
import { OutboxReader, type Projection, ReaderLane } from "../../src/modules/outbox/index.js";
import { deposit, startTestApi, type TestApi } from "../api-harness.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.close();
});

/**
 * How long until numbers are settled is not ours to say: a reader waits for every transaction of the whole server that
 * began before its mark, and other files' tests write on the same server.
 */
const SETTLED = { timeout: 20_000, interval: 20 };

/** Notes which events it is given. */
function noting(reader: string, workMs = 0) {
  const seen: string[] = [];
  const projection: Projection = {
    reader,
    async apply(tx: EntityManager, after: bigint, upTo: bigint) {
      const range = [String(after), String(upTo)];
      const rows = await tx.query(
        `SELECT id FROM outbox WHERE id > $1::bigint AND id <= $2::bigint ORDER BY id`,
        range,
      );
      seen.push(...rows.map(({ id }: { id: string }) => id));
      await sleep(workMs);
    },
    clear: async () => undefined,
  };
  return { projection, seen };
}

async function eventsWritten(): Promise<string[]> {
  const { rows } = await api.owner.query(`SELECT id FROM outbox ORDER BY id`);
  return rows.map(({ id }) => id);
}

test("a reader that was there before the first event is given that too", async () => {
  await api.owner.query(`DELETE FROM outbox; ALTER SEQUENCE outbox_id_seq RESTART`);
  const outbox = new OutboxReader(api.application.source);
  const { projection, seen } = noting("early");
  for (let i = 0; i < 3; i++) await outbox.advance(projection);
  await deposit(await api.member(), 1_000n);
  const written = await eventsWritten();
  await expect.poll(() => outbox.advance(projection).then(() => seen), SETTLED).toEqual(written);
  expect(seen[0]).toBe("1");
});

test("data that came from another server is read on, whatever transaction that one had marked", async () => {
  const outbox = new OutboxReader(api.application.source);
  const { projection, seen } = noting("moved");
  await outbox.advance(projection);
  await deposit(await api.member(), 1_000n);
  await api.owner.query(
    `UPDATE outbox_positions SET mark = (SELECT max(id) FROM outbox), mark_xid = '9000000000' WHERE reader = 'moved'`,
  );
  await outbox.advance(projection);
  expect(seen).toEqual(await eventsWritten());
});

test("a mark that was read long ago leads no reader back to what it took in", async () => {
  const outbox = new OutboxReader(api.application.source);
  const { projection, seen } = noting("late");
  await deposit(await api.member(), 1_000n);
  const written = await eventsWritten();
  await expect.poll(() => outbox.advance(projection).then(() => seen), SETTLED).toEqual(written);
  // As a process leaves it that read the last number, was held up, and then came after all others.
  await api.owner.query(
    `UPDATE outbox_positions SET mark = 1, mark_xid = (SELECT min(mark_xid::text::bigint)::text::xid8 FROM outbox_positions)
     WHERE reader = 'late'`,
  );
  for (let i = 0; i < 5; i++) await outbox.advance(projection);
  expect(seen).toEqual(written);
});

test("with many at one reader, and writers that commit in another order than they began, each event is taken in once", async () => {
  const processes = await Promise.all([1, 2, 3].map(() => api.another()));
  const { projection, seen } = noting("crowded");
  const readers = processes.map(({ application }) => new OutboxReader(application.source));
  let isOver = false;
  const reading = readers.map(async (outbox) => {
    while (!isOver) await outbox.advance(projection);
  });
  const writers = Array.from({ length: 6 }, async (_, writer) => {
    const client = await api.owner.connect();
    for (let i = 0; i < 60; i++) {
      await client.query(`BEGIN; SELECT pg_current_xact_id();
        INSERT INTO outbox (type, subject_id) VALUES ('test.crowded', gen_random_uuid())`);
      await sleep((i * 7 + writer * 3) % 11);
      await client.query("COMMIT");
    }
    client.release();
  });
  await Promise.all(writers);
  const written = await eventsWritten();
  await expect.poll(() => seen.length, SETTLED).toBeGreaterThanOrEqual(written.length);
  isOver = true;
  await Promise.all(reading);
  expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(written);
  await Promise.all(processes.map((each) => each.stop()));
}, 60_000);

test("readers take turns, the one that tells people every other; the end waits for no rest", async () => {
  const member = await api.member();
  for (let i = 0; i < 3; i++) await deposit(member, 1_000n);
  const turns: string[] = [];
  class NotingReader extends OutboxReader {
    override take(projection: Projection, max: number) {
      turns.push(projection.reader);
      return super.take(projection, max);
    }
  }
  const [tells, sums, index] = [noting("tells", 50), noting("sums", 50), noting("index", 50)];
  const left = new Map<string, number>();
  const lane = new ReaderLane(
    new NotingReader(api.application.source),
    tells.projection,
    [sums.projection, index.projection],
    () => true,
    (reader, eventsLeft) => left.set(reader, eventsLeft),
    createLogger("silent"),
  );
  const written = await eventsWritten();
  await expect.poll(() => lane.run().then(() => index.seen), SETTLED).toEqual(written);
  expect(turns.slice(0, 4)).toEqual(["tells", "sums", "tells", "index"]);
  expect(tells.seen).toEqual(written);
  expect(sums.seen).toEqual(written);
  expect([...left.values()]).toEqual([0, 0, 0]);

  for (let i = 0; i < 3; i++) await deposit(member, 1_000n);
  await lane.run();
  const running = lane.run();
  await sleep(20);
  const stoppedAt = performance.now();
  lane.stop();
  await running;
  expect(performance.now() - stoppedAt).toBeLessThan(1_000);
});
