import { once } from "node:events";
import { rename, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { dirname, join } from "node:path";
import { cannotWrite } from "./embedded-postgres-place.js";
import { StartupError } from "./startup-error.js";

export function lockPath(sockets: string): string {
  return join(sockets, "chickpay.lock");
}

export function alreadyRunning(home: string): StartupError {
  return new StartupError(
    `Another Chickpay is already running on ${home}; stop it, or set DATA_DIR to another directory.`,
  );
}

/**
 * Listens on `path` as the sign that the data directory is taken: the kernel ends it with the process, however that dies.
 * Returns undefined when somebody else holds it.
 */
export async function holdLock(path: string): Promise<Server | undefined> {
  for (;;) {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    try {
      server.listen(path);
      await once(server, "listening");
      return server;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw cannotWrite(dirname(path), error);
    }
    if (await answers(path)) return undefined;
    // Two starts may both find the dead socket. Renaming shows which one it took away, and a live one goes back.
    const taken = `${path}.${process.pid}`;
    if (
      await rename(path, taken).then(
        () => true,
        () => false,
      )
    ) {
      if (await answers(taken)) {
        await rename(taken, path);
        return undefined;
      }
      await rm(taken, { force: true });
    }
  }
}

export async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
