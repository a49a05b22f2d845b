import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

/** The files with all English words, as the app would load them. */
const ENGLISH = readdirSync(join(import.meta.dirname, "../web/dist/assets"))
  .filter((file) => /^en-(?:first|rest)-.+\.js$/.test(file))
  .map((file) => `/assets/${file}`);

interface Translator {
  addResourceBundle(language: string, namespace: string, messages: object, isDeep: boolean): void;
  changeLanguage(language: string): Promise<unknown>;
}

interface Fiber {
  child: Fiber | null;
  sibling: Fiber | null;
  memoizedState: unknown;
}

/**
 * Says what is on the screen in another language, as it stands, with all that is typed and open: the setting is on a page
 * of its own, and the way there would lose that. False where the page is none of the app's.
 */
export function speak(page: Page, language: "ko" | "en"): Promise<boolean> {
  return page.evaluate(
    async ({ language, files }) => {
      const keyOf = (element: Element) => Object.keys(element).find((key) => key.startsWith("__reactContainer$"));
      const root = [...document.querySelectorAll("body *")].find(keyOf);
      if (!root) return false;
      // Whoever translates has it among what its hooks remember.
      const found = (fiber: Fiber | null): Translator | undefined => {
        for (let each = fiber; each; each = each.sibling) {
          for (let hook = each.memoizedState as { memoizedState?: unknown; next?: unknown } | null; hook?.next; ) {
            const kept = hook.memoizedState;
            const [first] = (Array.isArray(kept) && Array.isArray(kept[1]) ? kept[1] : []) as unknown[];
            if (typeof (first as Translator | null | undefined)?.changeLanguage === "function")
              return first as Translator;
            hook = hook.next as typeof hook;
          }
          const inside = found(each.child);
          if (inside) return inside;
        }
        return undefined;
      };
      const container = root as unknown as Record<string, Fiber>;
      const translator = found(container[keyOf(root) as string] ?? null);
      if (!translator) throw new Error("nothing on this page translates");
      for (const words of await Promise.all(files.map((file) => import(file) as Promise<object>)))
        for (const messages of Object.values(words)) translator.addResourceBundle("en", "translation", messages, true);
      await translator.changeLanguage(language);
      document.documentElement.lang = language;
      return true;
    },
    { language, files: ENGLISH },
  );
}
