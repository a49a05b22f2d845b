// Prints the pictures of src/app/first-pictures.tsx as JSON. A process of its own: the app's code looks for a browser.
import { runnerImport } from "vite";

const nothing = () => undefined;
Object.assign(globalThis, {
  window: globalThis,
  location: new URL("http://localhost/"),
  document: { documentElement: { dataset: {} }, addEventListener: nothing },
  matchMedia: () => ({ matches: false, addEventListener: nothing }),
  addEventListener: nothing,
});
Object.defineProperty(globalThis, "navigator", { value: { onLine: true, language: "ko" } });
const { module } = await runnerImport("/src/app/first-pictures.tsx", {
  root: import.meta.dirname,
  configFile: false,
  mode: "production",
});
// Once it is all written, and not before. The app's code listens to other tabs for ever, so nothing ends by itself.
process.stdout.write(JSON.stringify(module.pictures), () => process.exit());
