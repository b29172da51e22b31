import { rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const PACKAGES = new URL('../packages/', import.meta.url)

/** Imports the module at `path`, as `journal-s3/src/ledger/head.ts`, which its package has for itself: it is in no file of its own once built. */
export async function importInner(path) {
  // Beside this file, so that packages are found.
  const built = new URL(`inner-${process.pid}-${basename(path, '.ts')}.js`, import.meta.url)
  await build({
    entryPoints: [fileURLToPath(new URL(path, PACKAGES))],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outfile: fileURLToPath(built),
  })
  try {
    return await import(built.href)
  } finally {
    await rm(built)
  }
}
