import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "./journey.ts";
import { startServer } from "./server.ts";

test.use({ serviceWorkers: "allow" });

const root = join(import.meta.dirname, "..");

/** The built product in a place of its own, where a newer web app can be put beside the server that runs. */
function copyOfRelease() {
  const place = mkdtempSync(join(tmpdir(), "chickpay-release-"));
  for (const built of ["api/dist", "web/dist"]) cpSync(join(root, built), join(place, built), { recursive: true });
  for (const file of ["api/package.json", "trusted-documents.json", "package.json"])
    cpSync(join(root, file), join(place, file));
  symlinkSync(join(root, "api/node_modules"), join(place, "api/node_modules"));
  const rewrite = (name: string, change: (text: string) => string) => {
    const path = join(place, "web/dist", name);
    const text = readFileSync(path, "utf8");
    const changed = change(text);
    expect(changed, name).not.toBe(text);
    writeFileSync(path, changed);
    // Made by the build of the version before.
    for (const compressed of [".br", ".gz"]) rmSync(path + compressed);
  };
  return {
    main: join(place, "api/dist/main.js"),
    putNewVersion() {
      rewrite("index.html", (page) => page.replace("</head>", '<meta name="version" content="new"></head>'));
      rewrite("sw.js", (worker) => worker.replace(/(?<=index\.html[`"],revision:[`"])[0-9a-f]+/, "0123456789"));
    },
    remove: () => rmSync(place, { recursive: true, force: true }),
  };
}

test("a version that was put in place meanwhile is offered, and comes with a tap, not before", async ({ browser }) => {
  const release = copyOfRelease();
  const server = await startServer({}, release.main);
  try {
    const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 780 } });
    const page = await context.newPage();
    await page.goto("/login");
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.reload();
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    const isNew = page.locator('meta[name="version"]');
    const offer = page.getByText("새 버전이 있어요");

    release.putNewVersion();
    await page.reload();
    await expect(offer).toBeVisible();
    await expect(isNew).toHaveCount(0);
    await page.screenshot({ path: "test-results/new-version.png" });

    await page.getByRole("button", { name: "새로 열기" }).click();
    await expect(isNew).toHaveCount(1);
    await expect(offer).toBeHidden();
    await context.close();
  } finally {
    await server.stop();
    release.remove();
  }
});
