import type { ReactNode } from "react";

/** A flow of somebody who is not logged in: no bars around it. */
export function GuestPage({ children }: { children: ReactNode }) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className="outline-none lg:mx-auto lg:my-12 lg:max-w-[560px] lg:overflow-hidden lg:rounded-xl lg:bg-surface"
    >
      {children}
    </main>
  );
}
