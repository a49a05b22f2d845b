import { Landmark, Store } from "lucide-react";
import type { CounterpartyKind } from "../gql/graphql";
import { classNames } from "../lib/class-names";

const TINTS = ["bg-shell-1", "bg-shell-2", "bg-shell-3", "bg-shell-4"];

function tintOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum += letter.codePointAt(0) ?? 0;
  return TINTS[sum % TINTS.length] ?? "bg-shell-1";
}

type AvatarProps = { kind: CounterpartyKind; name: string; big?: boolean };

/** People are eggs, shops are rounded squares, banks are circles: who got the money is seen before it is read. */
export function Avatar({ kind, name, big = false }: AvatarProps) {
  if (kind === "PERSON")
    return (
      <span
        aria-hidden="true"
        className={classNames(
          "grid flex-none place-items-center rounded-egg pt-0.5 font-semibold",
          big ? "h-[55px] w-[50px] text-[1.125rem]" : "h-11 w-10 text-label",
          tintOf(name),
        )}
      >
        {name.slice(0, 1)}
      </span>
    );
  const Icon = kind === "SHOP" ? Store : Landmark;
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "grid flex-none place-items-center bg-surface-muted",
        big ? "size-[50px]" : "size-10",
        kind === "SHOP" ? "rounded-[12px]" : "rounded-full",
      )}
    >
      <Icon className="icon" />
    </span>
  );
}
