import { type BrowserContext, test as base, expect } from "@playwright/test";

export { expect };

/** What a browser says of requests that a journey cuts or the server refuses: the journeys look at what the page does then. */
const ABOUT_THE_NETWORK = /^Failed to load resource: |^WebSocket connection to /;

/** Fails when a page of any browser reports an error: an exception, or something the content security policy refused. */
export const test = base.extend<{ soundPages: undefined }>({
  soundPages: [
    async ({ browser }, use) => {
      const problems: string[] = [];
      const watch = (context: BrowserContext) => {
        context.on("weberror", (error) => problems.push(`${error.page()?.url()}: ${error.error()}`));
        context.on("console", (message) => {
          if (message.type() !== "error" || ABOUT_THE_NETWORK.test(message.text())) return;
          problems.push(`${message.page()?.url()}: ${message.text()}`);
        });
      };
      browser.on("context", watch);
      await use(undefined);
      browser.off("context", watch);
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
});
