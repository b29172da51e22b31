import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What a package exports under a name, and the example of its doc comment, if it has one. */
export interface Exported {
  readonly name: string
  /** The entry point, as it is imported. */
  readonly from: string
  readonly isType: boolean
  /** Whether it is called: a function, or a class that is made. */
  readonly isCalled: boolean
  readonly example: string | undefined
}

/** Returns what the entry point `src/<entry>.ts` of a package exports by name. */
export function exportsOf(name: string, entry = 'index'): readonly Exported[] {
  const file = join(root, 'packages', name, 'src', `${entry}.ts`)
  const from = `@arbalest/${name}${entry === 'index' ? '' : `/${entry}`}`
  const lists = readFileSync(file, 'utf8').matchAll(/^export (type )?\{([^}]*)\} from '(\.[^']+)\.js'/gm)
  return Array.from(lists).flatMap(([, type, names, path]) =>
    names!
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .map((each) => {
        const own = each.replace(/^type /, '')
        const isType = type !== undefined || own !== each
        return { name: own, from, isType, ...declarationOf(join(dirname(file), path!), own) }
      }),
  )
}

function declarationOf(path: string, name: string): Pick<Exported, 'isCalled' | 'example'> {
  const text = readFileSync(
    [`${path}.ts`, `${path}.tsx`].find((file) => existsSync(file))!,
    'utf8',
  )
  const comment = String.raw`/\*\*((?:(?!\*/)[^])*)\*/\s*`
  const kind = String.raw`(?:async )?(function\*?|class|const|interface|type) ${name}\b`
  const [, said = '', what = ''] = new RegExp(`${comment}export ${kind}`).exec(text) ?? []
  const [, example] = /@example\n \* ```ts\n([^]*?)\n \* ```/.exec(said) ?? []
  return {
    isCalled: what.startsWith('function') || (what === 'class' && !isError(text, name)),
    example: example?.replaceAll(/^ \* ?/gm, ''),
  }
}

function isError(text: string, name: string): boolean {
  return new RegExp(String.raw`class ${name} extends \w*Error\b`).test(text)
}
