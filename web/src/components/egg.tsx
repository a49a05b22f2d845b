import { useId } from "react";

const SHELL = "M20 3C28.600 3 35 14 35 23.500 35 33 28.300 40 20 40S5 33 5 23.500C5 14 11.400 3 20 3Z";
const CRACK = "M5.300 24 11 20.500l4.200 5.500 5-6.500 4.600 5.500 4.200-5 5.800 3.500";

type EggProps = { state: "whole" | "cracked" | "missing" | "waiting"; width?: number };

/** Whole is empty, cracked is failed, dashed is missing, a level is time passing. */
export function Egg({ state, width = 72 }: EggProps) {
  const clip = useId();
  // one visual weight at every size
  const stroke = 76 / width;
  const size = { width, height: width * 1.1, viewBox: "0 0 40 44" };
  if (state === "waiting")
    return (
      <svg aria-hidden="true" {...size}>
        <clipPath id={clip}>
          <path d={SHELL} />
        </clipPath>
        <path d={SHELL} fill="var(--surface-muted)" />
        <g clipPath={`url(#${clip})`}>
          <rect className="egg-level" x="0" y="19.6" width="40" height="43" fill="var(--accent)" />
        </g>
        <path d={SHELL} fill="none" stroke="var(--accent-edge)" strokeWidth={stroke} />
      </svg>
    );
  return (
    <svg aria-hidden="true" {...size}>
      <path
        d={SHELL}
        fill={state === "missing" ? "none" : "var(--surface)"}
        stroke="var(--ink)"
        strokeWidth={stroke}
        strokeDasharray={state === "missing" ? "2.5 2.6" : undefined}
      />
      {state === "cracked" && (
        <path
          d={CRACK}
          fill="none"
          stroke="var(--ink)"
          strokeWidth={stroke}
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      )}
    </svg>
  );
}
