// Types and documents of the web app, from schema.graphql alone: no server has to run.
import { documentId } from "./scripts/trusted-documents.mjs";

/** @type {import("@graphql-codegen/cli").CodegenConfig} */
const config = {
  schema: "schema.graphql",
  documents: "web/src/**/*.{ts,tsx}",
  ignoreNoDocuments: true,
  generates: {
    "web/src/gql/": {
      preset: "client",
      presetConfig: {
        // Apollo masks the data itself (dataMasking), so codegen only has to type it
        fragmentMasking: false,
        // Each operation carries its id, which is all that the web app sends of it
        persistedDocuments: { hashAlgorithm: documentId },
      },
      config: {
        customDirectives: { apolloUnmask: true },
        inlineFragmentTypes: "mask",
        nonOptionalTypename: true,
        skipTypeNameForRoot: true,
        enumsAsTypes: true,
        useTypeImports: true,
        defaultScalarType: "unknown",
        strictScalars: true,
        scalars: { ID: "string", Amount: "string", Version: "string", DateTime: "string" },
      },
    },
    // Lets the cache match `... on UserError` in the answers of mutations
    "web/src/gql/possible-types.ts": { plugins: ["fragment-matcher"] },
  },
};

export default config;
