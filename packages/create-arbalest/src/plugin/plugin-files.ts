/** The kinds of plugins that can be made. */
export type PluginKind = 'source' | 'strategy' | 'sink' | 'journal' | 'observer'

/** A plugin that is to be made. */
export interface NewPlugin {
  readonly kind: PluginKind
  /** The name of its package. */
  readonly name: string
  /** What a configuration calls it by. */
  readonly word: string
  /** Whether it is in TypeScript, which must be built. */
  readonly isTypeScript: boolean
}

interface Manifest {
  readonly scripts: object
  readonly devDependencies: object
  readonly [key: string]: unknown
}

/** Returns the `package.json` of a plugin, made of that of an example. */
export function manifestText(example: string, { name, kind, isTypeScript }: NewPlugin): string {
  const { private: _, exports: __, ...others } = JSON.parse(example) as Manifest
  const built = {
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    files: ['dist'],
    scripts: { ...others.scripts, build: 'tsc', prepack: 'tsc' },
    devDependencies: { ...others.devDependencies, '@types/node': '^20.19.43', typescript: '^7.0.2' },
  }
  const asItIs = { exports: './index.js', files: ['index.js'] }
  return toText({ ...others, name, keywords: ['arbalest', kind], ...(isTypeScript ? built : asItIs) })
}

/** The `tsconfig.json` of a plugin: tests are compiled by who runs them. */
export const TSCONFIG = toText({
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2023', 'ESNext.Disposable'],
    module: 'NodeNext',
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    declaration: true,
    rootDir: '.',
    outDir: 'dist',
  },
  include: ['*.ts'],
})

/** The README of a plugin. */
export function readmeText({ name, kind, word }: NewPlugin): string {
  return `# ${name}

A ${kind} for [Arbalest](https://github.com/arbalest-etl/arbalest#readme).

\`\`\`sh
npm install ${name}
\`\`\`

A configuration uses it with \`use: ${word.startsWith('@') ? `'${word}'` : word}\`. \`npm test\` runs the suite of its kind, which tests what Arbalest requires: see [writing a plugin](https://github.com/arbalest-etl/arbalest/blob/main/docs/plugins.md).
`
}

function toText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
