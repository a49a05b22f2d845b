import type { FragmentType, TypedDocumentNode } from "@apollo/client";
import { useFragment } from "@apollo/client/react";
import { Kind } from "graphql";

/** Apollo's useFragment for one entity: the unmasked data, or null while a part of it is not in the cache. */
export function useEntity<TData>(
  fragment: TypedDocumentNode<TData, unknown>,
  from: FragmentType<NoInfer<TData>> | null,
): TData | null {
  const first = fragment.definitions.find((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const options = { fragment, from, fragmentName: first?.name.value } as unknown as useFragment.Options<
    TData,
    Record<string, never>
  >;
  const result: { complete: boolean; data: unknown } = useFragment<TData, Record<string, never>>(options);
  return result.complete ? (result.data as TData) : null;
}
