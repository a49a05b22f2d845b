import { classNames } from "../lib/class-names";

export type TimelineStep = { state: "done" | "now" | "todo" | "bad"; title: string; text?: string; at?: string };

const dots = {
  done: "bg-ink",
  now: "bg-yolk shadow-[0_0_0_1.5px_var(--accent-edge)]",
  todo: "bg-surface shadow-[inset_0_0_0_1.5px_var(--line-strong)]",
  bad: "bg-negative",
};

export function Timeline({ steps }: { steps: readonly TimelineStep[] }) {
  return (
    <ol>
      {steps.map((step, index) => (
        <li
          key={step.title}
          aria-current={step.state === "now" ? "step" : undefined}
          className={classNames(
            "relative pb-4.5 pl-[26px] text-label leading-[1.45] last:pb-0",
            step.state === "todo" && "text-ink-muted",
          )}
        >
          <span
            aria-hidden="true"
            className={classNames("absolute top-[7px] left-1 size-2 rounded-full", dots[step.state])}
          />
          {index < steps.length - 1 && (
            <span
              aria-hidden="true"
              className="absolute top-[19px] -bottom-[3px] left-[7.5px] w-px bg-line-strong opacity-50"
            />
          )}
          <span className="flex justify-between gap-3">
            <span className="font-medium">{step.title}</span>
            {step.at && <span className="text-caption whitespace-nowrap text-ink-muted">{step.at}</span>}
          </span>
          {step.text && <span className="block text-caption text-ink-muted">{step.text}</span>}
        </li>
      ))}
    </ol>
  );
}
