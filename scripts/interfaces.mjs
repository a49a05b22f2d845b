// For codegen: which types are of which interface, as Apollo's cache wants to know it. The usual plugin tells it of each
// union too, which every visitor would load; that is of use to fragments on unions only, and here they are refused.
import { isInterfaceType, isUnionType, visit } from "graphql";

/** @param {import("graphql").GraphQLSchema} schema @param {{ document?: import("graphql").DocumentNode }[]} sources */
export function plugin(schema, sources) {
  /** @param {import("graphql").InlineFragmentNode | import("graphql").FragmentDefinitionNode} node */
  const refuseUnions = ({ typeCondition }) => {
    const name = typeCondition?.name.value;
    if (name && isUnionType(schema.getType(name))) throw new Error(`Write a fragment for each type of ${name}`);
  };
  for (const { document } of sources) {
    if (document) visit(document, { InlineFragment: refuseUnions, FragmentDefinition: refuseUnions });
  }
  const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
  const namesOf = (/** @type {import("graphql").GraphQLInterfaceType} */ type) =>
    schema.getPossibleTypes(type).map(({ name }) => name);
  const possible = Object.fromEntries(interfaces.map((type) => [type.name, namesOf(type).sort()]));
  return `export const possibleTypes: Record<string, string[]> = ${JSON.stringify(possible, null, 2)};\n`;
}
