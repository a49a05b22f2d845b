import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type Rolldown, type UserConfig } from "vite";

const api = "http://127.0.0.1:4000";
const root = import.meta.dirname;

/** The style sheet of GraphiQL carries fonts as data: addresses, which the content security policy refuses: they become files. */
function fontsAsFiles(): Plugin {
  return {
    name: "fonts-as-files",
    applyToEnvironment: (environment) => environment.name === "graphiql",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "asset" || !file.fileName.endsWith(".css")) continue;
        file.source = String(file.source).replace(
          /url\(["']?data:font\/(\w+);base64,([^)"']+)["']?\)/g,
          (_match, extension, data) => {
            const font = this.emitFile({
              type: "asset",
              name: `font.${extension}`,
              source: Buffer.from(data, "base64"),
            });
            return `url(/${this.getFileName(font)})`;
          },
        );
      }
    },
  };
}

const DOCUMENTS = /\/src\/gql\/graphql\.ts$/;
const DOCUMENT = "\0document:";

/** Codegen puts every operation into one file, which the first page would load whole: each becomes a module of its own. */
function documentsApart(): Plugin {
  const documents = new Map<string, string>();
  return {
    name: "documents-apart",
    apply: "build",
    enforce: "pre",
    resolveId: (id) => (id.startsWith(DOCUMENT) ? { id, moduleSideEffects: false } : null),
    load: (id) => (id.startsWith(DOCUMENT) ? documents.get(id.slice(DOCUMENT.length)) : null),
    transform: {
      filter: { id: DOCUMENTS },
      handler(code) {
        const apart = code.replace(
          /^export const (\w+) = (\{.*\}) as unknown as \w+<.*>;$/gm,
          (_match, name, value) => {
            documents.set(name, `export const ${name} = ${value};`);
            return `export { ${name} } from "${DOCUMENT.replace("\0", "\\0")}${name}";`;
          },
        );
        if (documents.size === 0) this.error("codegen writes documents in another way than this knows");
        return { code: apart, map: null, moduleSideEffects: false };
      },
    },
  };
}

/**
 * Sonner's script puts its style sheet into the page, which the content security policy refuses: app/toaster.tsx imports
 * the sheet as a file, and the script goes without.
 */
function toastStylesAsFile(): Plugin {
  return {
    name: "toast-styles-as-file",
    apply: "build",
    transform: {
      filter: { id: /\/sonner\/dist\/index\.mjs$/ },
      handler(code) {
        const without = code.replace(/^__insertCSS\(.*\);?$/m, "");
        if (without === code) this.error("sonner brings its styles along in another way than this knows");
        return { code: without, map: null };
      },
    },
  };
}

/** Screens that a visit often begins with. The code of the first one is asked for as early as the code of all. */
const ENTRANCES: Record<string, { route: string; member: boolean; asks?: string[]; said?: boolean }> = {
  "/": { route: "home", member: true, asks: ["Viewer", "Home"], said: false },
  "/send": { route: "send", member: true, asks: ["Viewer"] },
  "/history": { route: "history", member: true, asks: ["Viewer"] },
  "/login": { route: "log-in", member: false },
  "/signup": { route: "sign-up", member: false },
  "/verify": { route: "verify", member: false },
};

/** Screens as they look before anything is known (src/app/first-pictures.tsx), each a file that public/boot.js shows. */
function firstPictures(): Plugin {
  return {
    name: "first-pictures",
    apply: "build",
    applyToEnvironment: (environment) => environment.name === "client",
    buildStart() {
      const drawn = execFileSync(process.execPath, [resolve(root, "draw-first-pictures.mjs")], { encoding: "utf8" });
      const pictures: Record<string, Record<string, string>> = JSON.parse(drawn);
      for (const [language, byPath] of Object.entries(pictures))
        for (const [path, source] of Object.entries(byPath))
          this.emitFile({ type: "asset", name: pictureName(path, language), source });
    },
  };
}

const pictureName = (path: string, language: string) => `picture-${ENTRANCES[path]?.route}-${language}.html`;

/** Tells public/boot.js, which is not built, what the build called things: without it the page only learns step by step. */
function bootKnows(): Plugin {
  return {
    name: "boot-knows",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(page, { bundle, path }) {
        if (!bundle || path !== "/index.html") return;
        const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
        const withImports = (names: readonly string[]): string[] => {
          const found = new Set(names);
          for (const name of found)
            for (const each of chunks.find((chunk) => chunk.fileName === name)?.imports ?? []) found.add(each);
          return [...found];
        };
        const first = new Set(withImports(chunks.filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName)));
        const filesOf = (module: string) => {
          const chunk = chunks.find((each) => each.moduleIds.some((id) => id.endsWith(module)));
          if (!chunk) throw new Error(`the build has no ${module}`);
          return withImports([chunk.fileName])
            .filter((name) => !first.has(name))
            .map((name) => name.replace("assets/", ""));
        };
        const pictures = Object.values(bundle).flatMap((file) => (file.type === "asset" ? [file] : []));
        const pictureOf = (path: string, language: string) =>
          pictures.find(({ names }) => names.includes(pictureName(path, language)))?.fileName.replace("assets/", "");
        const operations: Record<string, string> = JSON.parse(
          readFileSync(resolve(root, "src/gql/persisted-documents.json"), "utf8"),
        );
        const operation = (name: string) => {
          const found = Object.entries(operations).find(([, text]) =>
            new RegExp(`\\b(query|mutation) ${name}\\b`).test(text),
          );
          if (!found) throw new Error(`there is no operation ${name}`);
          return { name, id: found[0].replace("sha256:", ""), needsAccount: found[1].includes(`${name}($accountId:`) };
        };
        const facts = {
          screens: Object.fromEntries(
            Object.entries(ENTRANCES).map(([path, { route, member, asks = [], said = true }]) => [
              path,
              {
                files: filesOf(`/src/app/routes/${route}.tsx`),
                pictures: { ko: pictureOf(path, "ko"), en: pictureOf(path, "en") },
                words: said,
                member,
                asks: asks.map(operation),
              },
            ]),
          ),
          words: {
            ko: filesOf("/messages/ko-rest.ts"),
            en: [...filesOf("/messages/en-first.ts"), ...filesOf("/messages/en-rest.ts")],
          },
        };
        const attributes = Object.entries(facts).map(
          ([name, value]) => `data-${name}="${JSON.stringify(value).replaceAll('"', "&quot;")}"`,
        );
        const script = '<script src="/boot.js"';
        if (!page.includes(script)) throw new Error("index.html has no boot.js");
        return page.replace(
          script,
          `${script} data-refresh="${operation("RefreshSession").id}" ${attributes.join(" ")}`,
        );
      },
    },
  };
}

/** What the service worker keeps: all code of the app, and no font, of which a page needs few of a hundred pieces. */
let precached: { url: string; revision: string | null }[] = [];

function precacheList(output: Rolldown.RolldownOutput["output"]): typeof precached {
  const built = output
    .filter(({ fileName }) => /\.(?:js|css|html)$/.test(fileName))
    .map((file) => {
      const isHashed = file.fileName.startsWith("assets/");
      const content = file.type === "chunk" ? file.code : file.source;
      return { url: `/${file.fileName}`, revision: isHashed ? null : digest(content) };
    });
  const beside = readdirSync(resolve(root, "public"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => resolve(entry.parentPath, entry.name))
    .map((path) => ({ url: path.slice(resolve(root, "public").length), revision: digest(readFileSync(path)) }));
  return [...built, ...beside].sort((a, b) => (a.url < b.url ? -1 : 1));
}

const digest = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex").slice(0, 20);

/** Puts the list into the service worker, which is built last. */
function precachedFiles(): Plugin {
  return {
    name: "precached-files",
    applyToEnvironment: (environment) => environment.name === "worker",
    transform: {
      filter: { id: /\/src\/sw\.ts$/ },
      handler: (code) => ({ code: code.replaceAll("__PRECACHED__", JSON.stringify(precached)), map: null }),
    },
  };
}

/**
 * Three builds in one run: the tool for developers shares no file with the app, so it can never weigh on it, and the
 * service worker knows what the app is made of.
 */
const threeBuilds: UserConfig = {
  environments: {
    worker: {
      consumer: "client",
      build: {
        emptyOutDir: false,
        copyPublicDir: false,
        rollupOptions: {
          input: resolve(root, "src/sw.ts"),
          output: { format: "iife", entryFileNames: "sw.js", codeSplitting: false },
        },
      },
    },
    graphiql: {
      consumer: "client",
      build: {
        emptyOutDir: false,
        rollupOptions: {
          input: resolve(root, "graphiql/index.html"),
          onLog: (level, log, report) => {
            // "use no memo" speaks to the React compiler, which nothing here runs.
            if (log.code !== "MODULE_LEVEL_DIRECTIVE") report(level, log);
          },
        },
      },
    },
  },
  builder: {
    // Read once: the list of files is handed from one build to another.
    sharedConfigBuild: true,
    buildApp: async (builder) => {
      for (const name of ["client", "graphiql", "worker"]) {
        const environment = builder.environments[name];
        const result = environment && (await builder.build(environment));
        if (name === "client" && result && "output" in result) precached = precacheList(result.output);
      }
    },
  },
};

export default defineConfig(({ command }) => ({
  root,
  plugins: [
    documentsApart(),
    react(),
    tailwindcss(),
    fontsAsFiles(),
    toastStylesAsFile(),
    firstPictures(),
    bootKnows(),
    precachedFiles(),
  ],
  build: {
    target: "es2023",
    // The content security policy forbids data: fonts and workers, so nothing is inlined.
    assetsInlineLimit: 0,
    // The tool for developers is large by nature; the budget of the app itself is checked in the build.
    chunkSizeWarningLimit: 4000,
    rollupOptions: {
      input: resolve(root, "index.html"),
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            // changes with a dependency, so it stays in the browser's cache through most releases
            { name: "framework", test: /node_modules/, tags: ["$initial"] },
            { name: "start", tags: ["$initial"] },
            // what several screens use, in one file instead of dozens
            {
              name: "parts",
              test: /web\/src\/(components|lib)\/(?!ui\/sheet-dialog|amount-entry|payee-search|use-payees|contact|find-account-number|other-bank|typed-amount)|^\0document:|lucide-react/,
              minShareCount: 3,
            },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  // its workers are addresses, which the pre-bundling of the development server cannot follow
  optimizeDeps: { exclude: ["graphiql/setup-workers/vite", "@graphiql/react/setup-workers/vite"] },
  server: {
    port: 5173,
    proxy: {
      "/graphql": { target: api, ws: true },
      "/healthz": { target: api },
      "/dev/mailbox": { target: api },
    },
  },
  ...(command === "build" ? threeBuilds : {}),
}));
