/**
 * Tells watchers of a key its newest value. A watcher that is slow gets the newest one when it asks, not all that
 * it missed: whatever the pace, each watcher costs one value of memory.
 */
export class LatestValueFeed<Key, Value> {
  private readonly watchers = new Map<Key, Set<Watch<Value>>>();

  constructor(private readonly isNewer: (candidate: Value, than: Value) => boolean) {}

  publish(key: Key, value: Value): void {
    const set = this.watchers.get(key);
    if (set) for (const watch of set) watch.offer(value);
  }

  watch(key: Key): Watch<Value> {
    const set = this.watchers.get(key) ?? new Set();
    this.watchers.set(key, set);
    const watch = new Watch(this.isNewer, () => {
      set.delete(watch);
      if (set.size === 0 && this.watchers.get(key) === set) this.watchers.delete(key);
    });
    set.add(watch);
    return watch;
  }

  /** The keys that somebody watches. */
  get keys(): Key[] {
    return [...this.watchers.keys()];
  }

  get watcherCount(): number {
    let count = 0;
    for (const set of this.watchers.values()) count += set.size;
    return count;
  }
}

/**
 * An async iterator over the newest values. Written by hand because the `return` of an async generator waits for the
 * value it is waiting for: a closed socket would then be kept until the account's next movement.
 */
export class Watch<Value> implements AsyncIterableIterator<Value> {
  private newest: Value | undefined;
  private pending = false;
  private closed = false;
  private wake: ((result: IteratorResult<Value>) => void) | undefined;

  constructor(
    private readonly isNewer: (candidate: Value, than: Value) => boolean,
    private readonly onClose: () => void,
  ) {}

  /** Values that are not newer than the last one are dropped: messages may arrive out of order. */
  offer(value: Value): void {
    if (this.closed || (this.newest !== undefined && !this.isNewer(value, this.newest))) return;
    this.newest = value;
    if (!this.wake) {
      this.pending = true;
      return;
    }
    const wake = this.wake;
    this.wake = undefined;
    wake({ value, done: false });
  }

  next(): Promise<IteratorResult<Value>> {
    if (this.closed) return Promise.resolve({ value: undefined, done: true });
    if (this.pending) {
      this.pending = false;
      return Promise.resolve({ value: this.newest as Value, done: false });
    }
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  return(): Promise<IteratorResult<Value>> {
    if (!this.closed) {
      this.closed = true;
      this.onClose();
      this.wake?.({ value: undefined, done: true });
      this.wake = undefined;
    }
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
