import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Small messages are the driver's own (start-up, close); a batch with its arrays is larger than this. */
const BATCH_BYTES = 300;

const ERROR_RESPONSE = "E".charCodeAt(0);

export interface Cuts {
  /** The batch was thrown away before the server saw it. */
  before: number;
  /** The server carried the batch out and committed; its answer was thrown away. */
  after: number;
  /** Of how many batches, however often each was sent. */
  unheard: number;
}

/**
 * Stands between the driver and PostgreSQL and cuts connections around the commit. A batch is one statement that
 * commits by itself, so its first answer bytes leave the server after the commit: swallowing them and closing is
 * exactly "committed, but nobody heard".
 */
export async function startCutProxy(socketDirectory: string, random: () => number, share: number) {
  const directory = await mkdtemp(join(tmpdir(), "chickpay-proxy-"));
  await chmod(directory, 0o755);
  const cuts: Cuts = { before: 0, after: 0, unheard: 0 };
  const unheard = new Set<string>();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(join(socketDirectory, ".s.PGSQL.5432"));
    let swallowed: string | undefined;
    const end = () => {
      client.destroy();
      upstream.destroy();
      sockets.delete(client);
    };
    sockets.add(client);
    for (const each of [client, upstream]) each.on("error", end).on("close", end);
    client.on("data", (chunk) => {
      if (chunk.length > BATCH_BYTES && chunk.includes("ledger_apply") && random() < share) {
        if (random() < 0.4) {
          cuts.before++;
          return end();
        }
        swallowed = idsIn(chunk);
      }
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (swallowed === undefined) return client.write(chunk);
      if (chunk[0] !== ERROR_RESPONSE) {
        cuts.after++;
        cuts.unheard = unheard.add(swallowed).size;
      }
      return end();
    });
  });
  server.listen(join(directory, ".s.PGSQL.5432"));
  await once(server, "listening");
  return {
    directory,
    cuts,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The movements of a batch, which stay the same when it is sent again. */
function idsIn(chunk: Buffer): string {
  return /\{[0-9a-f,"-]{36,}\}/.exec(chunk.toString("latin1"))?.[0] ?? chunk.toString("latin1");
}
