import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

const nodeModules = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** Builds what ships. The relay's command line and its scan worker come first; window and preload follow with the app. */
export default defineConfig({
  environments: {
    relay: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['better-sqlite3'] },
      build: {
        outDir: 'dist/relay',
        emptyOutDir: true,
        target: 'node24',
        ssr: true,
        minify: false,
        sourcemap: true,
        rolldownOptions: {
          input: {
            'mcp-relay': 'src-relay/cli/main.ts',
            'scan-worker': 'src-relay/scan/engines/worker.ts',
            'checkpoint-worker': 'src-relay/store/checkpoint-worker.ts',
          },
          external: ['better-sqlite3', ...nodeModules],
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      const { relay } = builder.environments;
      if (relay) await builder.build(relay);
    },
  },
});
