/** Which colour stands on which, and the least contrast that WCAG 2.2 AA asks of it: 4.5 for text, 3 for signs. */
export const CONTRAST_PAIRS: readonly { text: string; on: readonly string[]; need: number }[] = [
  { text: "ink", on: ["bg", "surface", "surface-muted", "surface-raised", "accent-soft"], need: 4.5 },
  { text: "ink-muted", on: ["bg", "surface", "surface-muted", "surface-press", "accent-soft"], need: 4.5 },
  { text: "accent-ink", on: ["accent", "accent-hover", "accent-press"], need: 4.5 },
  { text: "positive", on: ["surface", "surface-muted", "positive-soft"], need: 4.5 },
  { text: "negative", on: ["surface", "surface-muted", "negative-soft"], need: 4.5 },
  { text: "warning", on: ["surface", "surface-muted", "warning-soft"], need: 4.5 },
  { text: "info", on: ["surface", "surface-muted", "info-soft"], need: 4.5 },
  { text: "on-inverse", on: ["inverse"], need: 4.5 },
  { text: "on-negative", on: ["negative"], need: 4.5 },
  { text: "qr-ink", on: ["qr-paper"], need: 4.5 },
  { text: "line-strong", on: ["bg", "surface", "surface-muted"], need: 3 },
  { text: "focus", on: ["bg", "surface", "surface-muted"], need: 3 },
  { text: "accent-edge", on: ["surface"], need: 3 },
  { text: "chart-in", on: ["surface"], need: 3 },
  { text: "chart-out", on: ["surface"], need: 3 },
  { text: "chart-rest", on: ["surface"], need: 3 },
];
