import { resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = "http://127.0.0.1:4000";
const root = import.meta.dirname;

export default defineConfig({
  root,
  plugins: [react(), tailwindcss()],
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
              test: /web\/src\/(components|lib|gql)\/(?!ui\/(sheet|check))|lucide-react/,
              minShareCount: 3,
            },
          ],
        },
      },
    },
  },
  // Two builds in one run: the tool for developers shares no file with the app, so it can never weigh on it.
  environments: {
    graphiql: {
      consumer: "client",
      build: { emptyOutDir: false, rollupOptions: { input: resolve(root, "graphiql/index.html") } },
    },
  },
  builder: {
    buildApp: async (builder) => {
      for (const name of ["client", "graphiql"]) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
  worker: { format: "es" },
  server: {
    port: 5173,
    proxy: {
      "/graphql": { target: api, ws: true },
      "/healthz": { target: api },
    },
  },
});
