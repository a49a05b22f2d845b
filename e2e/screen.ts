import type { Page, Route } from "@playwright/test";

/** What a screen may need to know: one's own account's page, and the number of somebody to send to. */
export interface Surroundings {
  accountPath: string;
  recipient: string;
}

/** Every screen of the app and how one gets there, for the checks that look at all of them. */
export interface Screen {
  name: string;
  /** As web/src/app/router.tsx has it. */
  path: string;
  open(page: Page, surroundings: Surroundings): Promise<void>;
  /** Undoes what would change the screens after this one. */
  close?(page: Page): Promise<void>;
}

export const heading = (page: Page, name: RegExp) => page.getByRole("heading", { name }).first().waitFor();

export const to = (address: string, title: RegExp) => async (page: Page) => {
  await page.goto(address);
  await heading(page, title);
};

export const next = (page: Page) => page.getByRole("button", { name: "다음", exact: true }).click();

export const operationOf = (route: Route) =>
  (route.request().postDataJSON() as { operationName?: string } | null)?.operationName;

/** Does something else with one operation; the others go through. */
export const intercept = (page: Page, name: string, answer: (route: Route) => Promise<void>) =>
  page.route("**/graphql", (route) => (operationOf(route) === name ? answer(route) : route.fallback()));

/** Answers one operation in the server's stead: what others have asked for or planned takes others, or time. */
export const answer = (page: Page, name: string, data: object) =>
  intercept(page, name, (route) => route.fulfill({ json: { data } }));

export const letThrough = (page: Page) => page.unroute("**/graphql");
