import { builtinModules } from 'node:module';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { writeBundle } from './.ci/bundle.ts';

const nodeModules = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];
/** What runs in Node and cannot be bundled: Electron itself, and the one native module. */
const unbundled = ['electron', 'better-sqlite3', ...nodeModules];

/** Programs run from the repository's root; only the page has its root in src-renderer. */
const inRepository = (path: string): string => join(import.meta.dirname, path);

/** Worker threads of the engine, and its helper process: each program that hosts it needs them beside its bundle. */
const workers = {
  'scan-worker': inRepository('src-relay/scan/engines/worker.ts'),
  'checkpoint-worker': inRepository('src-relay/store/checkpoint-worker.ts'),
  'log-worker': inRepository('src-relay/control/log/worker.ts'),
  'process-watcher': inRepository('src-relay/downstream/process/windows/watcher.ts'),
};

/** A program for Node: ESM, not minified, with source maps. */
const program = (folder: string, input: Readonly<Record<string, string>>) => ({
  consumer: 'server' as const,
  resolve: { noExternal: true as const, external: unbundled },
  build: {
    outDir: inRepository(`dist/${folder}`),
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'node24',
    ssr: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { ...input, ...workers },
      external: unbundled,
      output: { format: 'es' as const, entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});

/** Builds what ships: the page, the command line, and the desktop app's main process and preload. */
export default defineConfig({
  root: 'src-renderer',
  // Relative: the same files are served under /ui/ by the relay and at the root of app:// by the desktop app.
  base: './',
  plugins: [react()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    outDir: inRepository('dist/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    modulePreload: { polyfill: false },
    // A data: URL would need an exception in the page's CSP.
    assetsInlineLimit: 0,
    // Loaded from this machine, where one file is as quick as several.
    chunkSizeWarningLimit: 2000,
  },
  environments: {
    relay: program('relay', { 'mcp-relay': inRepository('src-relay/cli/main.ts') }),
    main: program('main', { main: inRepository('src-main/main.ts') }),
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: inRepository('dist/preload'),
        emptyOutDir: true,
        copyPublicDir: false,
        target: 'chrome140',
        ssr: true,
        minify: false,
        rolldownOptions: {
          input: { preload: inRepository('src-main/preload/preload.ts') },
          external: ['electron'],
          // A sandboxed preload is one CommonJS file.
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
    bridge: {
      consumer: 'server',
      resolve: { noExternal: true, external: nodeModules },
      build: {
        outDir: inRepository('dist/bridge'),
        emptyOutDir: true,
        copyPublicDir: false,
        target: 'node24',
        ssr: true,
        minify: false,
        rolldownOptions: {
          input: { bridge: inRepository('src-relay/bridge/main.ts') },
          external: nodeModules,
          // A single executable of Node 24 runs one CommonJS file.
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      const { client, relay, main, preload, bridge } = builder.environments;
      for (const environment of [client, relay, main, preload, bridge])
        if (environment) await builder.build(environment);
      writeBundle();
    },
  },
});
