import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const packages = fileURLToPath(new URL('packages/', import.meta.url))

const WITH_SERVERS = [
  'packages/*/test/**/*.server.test.ts',
  'test/*.server.test.ts',
  'examples/*/test/*.test.ts',
]

export default defineConfig({
  resolve: {
    // Tests see every package's sources, so that one module is never loaded twice, as src and as dist.
    alias: Object.fromEntries(
      readdirSync(packages).map((name) => [`@arbalest/${name}`, `${packages}${name}/src/index.ts`]),
    ),
  },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['packages/*/test/**/*.test.ts', 'test/*.test.ts'],
          exclude: WITH_SERVERS,
          setupFiles: ['test/lanes/no-servers.ts'],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'servers', include: WITH_SERVERS } },
      { extends: true, test: { name: 'kills', include: ['test/kills/*.test.ts'] } },
    ],
  },
})
