/** The id that codegen gave the operation: what the API knows it by (docs/adr/0009-trusted-documents.md). */
export function extensionsOf(document: object) {
  const { __meta__: meta } = document as { __meta__?: { hash: string } };
  if (!meta) throw new Error("no id: run npm run codegen");
  return { persistedQuery: { version: 1, sha256Hash: meta.hash.replace("sha256:", "") } };
}
