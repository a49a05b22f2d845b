import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.mjs";

const { emitSchema } = await import("../api/dist/graphql/schema.js");
const sdl = `${(await emitSchema()).trimEnd()}\n`;

// With a path as argument the emitted schema goes there, so that a check can compare without changing the file.
writeFileSync(process.argv[2] ?? join(root, "schema.graphql"), sdl);
// Building the schema may open handles that nobody closes.
process.exit(0);
