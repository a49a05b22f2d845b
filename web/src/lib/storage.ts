// Storage may be blocked or full. Nothing kept here is secret or needed: callers get null and go on.

function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: string | null): void {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, value);
  } catch {
    // see above
  }
}

const local = () => window.localStorage;
const session = () => window.sessionStorage;

export const remembered = {
  get: (key: string) => read(local, `chickpay.${key}`),
  set: (key: string, value: string | null) => write(local, `chickpay.${key}`, value),
};

/** Set while somebody is logged in who wants this device to remember them. */
export const KEEPS_SEEN = "keepsSeen";

/** How the app looks on this device, whoever uses it. */
const LOOKS = ["language", "theme", "amounts"];

/** The server clears the storage when somebody logs out; what is no secret of theirs stays. */
export async function keepingLooks<Result>(leave: () => Promise<Result>): Promise<Result> {
  const kept = LOOKS.map((key) => [key, remembered.get(key)] as const);
  try {
    return await leave();
  } finally {
    for (const [key, value] of kept) remembered.set(key, value);
  }
}

export const thisTab = {
  get: (key: string) => read(session, `chickpay.${key}`),
  set: (key: string, value: string | null) => write(session, `chickpay.${key}`, value),
};
