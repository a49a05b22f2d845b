import type { ReactNode } from "react";
import { Egg } from "./egg";

type EmptyProps = { title: string; text: string; missing?: boolean; children?: ReactNode };

export function Empty({ title, text, missing = false, children }: EmptyProps) {
  return (
    <section className="py-10">
      <div className="-ml-2">
        <Egg state={missing ? "missing" : "whole"} />
      </div>
      <h2 className="mt-4 text-heading font-bold">{title}</h2>
      <p className="mt-2 lead text-label">{text}</p>
      {children && <div className="mt-6 flex flex-wrap gap-2">{children}</div>}
    </section>
  );
}
