/* GraphQL */ `
  fragment Refusal on UserError {
    code
    message
    ... on InvalidInput {
      fields {
        path
        message
      }
    }
  }
`;

/** What to say of a mutation that was refused: about the first field that cannot be used, else about the whole. */
export function refusalText({ message, fields }: { message: string; fields?: readonly { message: string }[] }): string {
  return fields?.[0]?.message ?? message;
}
