import { remembered } from "./storage";
import { createStore } from "./store";

export type Theme = "light" | "dark" | "system";

const stored = remembered.get("theme");
export const theme = createStore<Theme>(stored === "light" || stored === "dark" ? stored : "system");

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

function apply(): void {
  const choice = theme.get();
  const dark = choice === "dark" || (choice === "system" && systemDark.matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

export function setTheme(next: Theme): void {
  remembered.set("theme", next === "system" ? null : next);
  theme.set(next);
  apply();
}

systemDark.addEventListener("change", apply);
