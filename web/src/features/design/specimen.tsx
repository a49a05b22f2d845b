import type { ReactNode } from "react";

/** A part of the design system, and what it is called in the code. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name} className="min-w-0 rounded-lg bg-surface p-5">
      <h3 className="mb-4 text-caption font-medium text-ink-muted">{name}</h3>
      {children}
    </section>
  );
}

export function Chapter({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-10">
      <h2 className="mb-4 text-heading font-bold">{title}</h2>
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">{children}</div>
    </section>
  );
}
