import { expect, test } from "./journey.ts";
import { charge, expectBalance, signUp } from "./person.ts";

test.use({ serviceWorkers: "allow" });

/** Until the service worker has everything and the page is its. */
const ready = (page: import("@playwright/test").Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const names = await caches.keys();
    return names.length;
  });

test("once opened, the app opens without a network and shows what was seen last, marked as such", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  await charge(hong, "34500");
  await hong.page.goto("/");
  await expectBalance(hong.page, "34,500원");
  // It is asked for when the screen has been there for a while, and then loads the whole app.
  await expect.poll(() => ready(hong.page), { timeout: 60_000 }).toBeGreaterThan(0);
  await hong.page.reload();
  await expectBalance(hong.page, "34,500원");

  await hong.page.context().setOffline(true);
  await hong.page.goto("/history");
  await expect(hong.page.getByRole("heading", { name: "마지막으로 본 내역" })).toBeVisible();
  const seen = hong.page.getByRole("region", { name: "마지막으로 본 내역" });
  await expect(seen).toContainText("34,500원");
  await expect(seen).toContainText("지금과 다를 수 있어요");
  // Sealed: no storage that a script reads as text holds it.
  const texts = await hong.page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  expect(texts).not.toContain("34500");

  await expect(hong.page.getByText("인터넷이 끊겼어요. 내역은 볼 수 있어요.")).toBeVisible();

  // It comes back by itself.
  await hong.page.context().setOffline(false);
  await expect(hong.page.getByRole("heading", { name: "내역", level: 1 })).toBeVisible();
  await hong.page.goto("/");
  await expectBalance(hong.page, "34,500원");
  // No answer of the API was ever kept.
  const kept = await hong.page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
    }
    return urls;
  });
  expect(kept).toContain("/index.html");
  expect(kept.filter((path) => path.startsWith("/graphql"))).toEqual([]);

  await hong.page.goto("/more");
  await hong.page.getByRole("button", { name: "로그아웃" }).click();
  const confirm = hong.page.getByRole("dialog").getByRole("button", { name: "로그아웃" });
  if (await confirm.isVisible().catch(() => false)) await confirm.click();
  await expect(hong.page.getByRole("heading", { name: /로그인/ })).toBeVisible();
  // Nothing is left, the key to it neither.
  await expect
    .poll(() =>
      hong.page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const opening = indexedDB.open("chickpay", 1);
            opening.onupgradeneeded = () => opening.result.createObjectStore("sealed");
            opening.onsuccess = () => {
              const all = opening.result.transaction("sealed").objectStore("sealed").count();
              all.onsuccess = () => {
                opening.result.close();
                resolve(all.result);
              };
              // It is being taken away this very moment.
              all.onerror = () => resolve(Number.NaN);
            };
            opening.onerror = () => resolve(Number.NaN);
          }),
      ),
    )
    .toBe(0);
});

test("what installs the app and what updates it never come from a cache", async ({ request }) => {
  for (const path of ["/", "/index.html", "/sw.js", "/manifest.webmanifest", "/manifest.en.webmanifest"]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()["cache-control"], path).toBe("no-cache");
  }
  const manifestIn = async (path: string) => (await request.get(path)).json();
  const {
    name: _n,
    short_name: _s,
    description: _d,
    lang: _l,
    shortcuts,
    ...manifest
  } = await manifestIn("/manifest.webmanifest");
  expect(manifest).toMatchObject({ display: "standalone", start_url: "/" });
  for (const { src } of manifest.icons) expect((await request.get(src)).headers()["content-type"]).toBe("image/png");
  // The same app in another language.
  const english = await manifestIn("/manifest.en.webmanifest");
  expect(english).toMatchObject({ ...manifest, short_name: "Chickpay", lang: "en" });
  expect(english.shortcuts.map((each: { url: string }) => each.url)).toEqual(
    shortcuts.map((each: { url: string }) => each.url),
  );
});
