// Holds an embedded PostgreSQL until it is killed: the part of "the Chickpay that died" in embedded-postgres.test.ts.
import { registerHooks } from "node:module";

// Node strips the types, but only the compiler knows that "./place.js" is place.ts.
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      context.parentURL?.endsWith(".ts") && specifier.startsWith(".") ? specifier.replace(/\.js$/, ".ts") : specifier,
      context,
    ),
});

const { startEmbeddedPostgres } = await import("../src/embedded-postgres.ts");
const { default: pg } = await import("pg");

const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2], log: () => undefined });
const client = new pg.Client({ connectionString: postgres.ownerUrl });
await client.connect();
await client.query("CREATE TABLE kept AS SELECT 42 AS answer");
console.log("ready");
