// A place on this device for what may be shown without a network. It is sealed with a key that no script can read out
// and that stays in this browser; who logs out leaves neither behind. Where there is no such place, nothing is kept.

const NAME = "chickpay";
const STORE = "sealed";

interface Sealed {
  nonce: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = act(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

async function key(): Promise<CryptoKey> {
  const known = await inStore<CryptoKey | undefined>("readonly", (store) => store.get("key"));
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await inStore("readwrite", (store) => store.put(made, "key"));
  return made;
}

export async function seal(name: string, value: unknown): Promise<void> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, await key(), text);
  await inStore("readwrite", (store) => store.put({ nonce, data } satisfies Sealed, name));
}

/** Null when there is nothing, or nothing that opens. */
export async function unseal(name: string): Promise<unknown> {
  try {
    const sealed = await inStore<Sealed | undefined>("readonly", (store) => store.get(name));
    if (!sealed) return null;
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.nonce }, await key(), sealed.data);
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return null;
  }
}

/** The key goes too: what a backup of the disk may still hold opens no more. */
export async function forgetSealed(): Promise<void> {
  await inStore("readwrite", (store) => store.clear()).catch(() => undefined);
}
