import DataLoader from "dataloader";

/** All that is asked for in one turn of the event loop is one query. Nothing is kept: each asker sees the present. */
export function rowLoader<K, V>(find: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>): DataLoader<K, V | null> {
  return new DataLoader(
    async (keys) => {
      const found = await find(keys);
      return keys.map((key) => found.get(key) ?? null);
    },
    { cache: false, maxBatchSize: 500 },
  );
}
