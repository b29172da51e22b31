import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

// Makes of each entry point of a package one file with all that it uses of that package, as hundreds of
// small files are a third of what a command takes to start. Other packages stay apart: plugins share
// core. It does so for each package of which TypeScript makes declarations alone.

/** Modules that re-export from packages of CommonJS. They are made CommonJS: a module of ECMAScript that imports such a package has Node read it twice. */
const COMMON_JS = ['aws-sdk', 'tsyringe']

const root = fileURLToPath(new URL('.', import.meta.url))
for (const name of readdirSync(join(root, 'packages'))) {
  const folder = join(root, 'packages', name)
  const { compilerOptions } = readJson(join(folder, 'tsconfig.json'))
  if (compilerOptions.emitDeclarationOnly) await bundle(folder)
}

async function bundle(folder) {
  const outdir = join(folder, 'dist')
  const shared = {
    absWorkingDir: root,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20.19',
    outdir,
    metafile: true,
  }
  const modules = await build({
    ...shared,
    entryPoints: entryPointsOf(folder),
    format: 'esm',
    splitting: true,
    plugins: [{ name: 'common-js', setup: leaveCommonJs }],
  })
  const required = await build({
    ...shared,
    entryPoints: filesOf(join(folder, 'src')).filter((file) => COMMON_JS.includes(basename(file, '.ts'))),
    entryNames: '[name]',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  })
  const made = { ...modules.metafile.outputs, ...required.metafile.outputs }
  for (const file of filesOf(outdir))
    if (/\.c?js$/.test(file) && !(relative(root, file) in made)) rmSync(file)
}

/** The modules that a package exports, and what its command begins with. */
function entryPointsOf(folder) {
  const { exports, bin } = readJson(join(folder, 'package.json'))
  const names = Object.values(exports).flatMap((target) =>
    target.default ? [basename(target.default, '.js')] : [],
  )
  return [...names, ...(bin ? ['main'] : [])].map((name) => join(folder, 'src', `${name}.ts`))
}

function leaveCommonJs({ onResolve }) {
  onResolve({ filter: new RegExp(`/(?:${COMMON_JS.join('|')})\\.js$`) }, ({ path }) => ({
    path: `./${basename(path, '.js')}.cjs`,
    external: true,
  }))
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true }).map((file) => join(folder, file))
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
