import { StatementPartDocument } from "../../gql/graphql";
import { client } from "../../lib/graphql/client";

/* GraphQL */ `
  query StatementPart($id: ID!, $place: Int!) {
    statement(id: $id) {
      id
      part(place: $place)
    }
  }
`;

const TYPES = {
  CSV: "text/csv;charset=utf-8",
  XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  PDF: "application/pdf",
} as const;

interface ReadyStatement {
  id: string;
  format: keyof typeof TYPES;
  fileName: string;
  parts: number | null;
}

/** Fetches a file part by part, as any other question that only its owner is answered, and hands it to the browser. */
export async function download({ id, format, fileName, parts }: ReadyStatement): Promise<void> {
  const pieces: BlobPart[] = [];
  for (let place = 0; place < (parts ?? 0); place++) {
    const { data } = await client.query({
      query: StatementPartDocument,
      variables: { id, place },
      // A file has no place among what screens show.
      fetchPolicy: "no-cache",
    });
    const part = data?.statement?.part;
    if (part == null) throw new Error(`part ${place} of the statement is missing`);
    pieces.push(Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0)));
  }
  const address = URL.createObjectURL(new Blob(pieces, { type: TYPES[format] }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
