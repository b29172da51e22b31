import { RedshiftError } from '../../redshift-error.js'
import { MemberNames } from './member-names.js'

/** A place in a JSON value, and the columns that take what stands there or below. */
export interface PathNode {
  /** Indexes of the columns that take this very value. */
  readonly columns: number[]
  /** The places below, by member name. Names carry one character a byte, as the readers' texts do. */
  readonly members: Map<string, PathNode>
  /** The names that members have had here. */
  readonly names: MemberNames<PathNode>
  /** The places below, by index. */
  readonly elements: Map<number, PathNode>
  /** Indexes of the columns that take this value or one below it. */
  readonly within: number[]
}

/** A place in a JSON value: member names and zero-based indexes, outermost first. */
export type JsonPath = readonly (string | number)[]

// Deeper than any JSON value that SUPER takes (1,000 levels), and shallow enough to walk by recursion.
const DEEPEST = 1_000

/** The tree of `paths`, of which the i-th leads to column i. */
export function pathTree(paths: readonly JsonPath[]): PathNode {
  const root = emptyNode()
  for (const [column, path] of paths.entries()) {
    let node = root
    node.within.push(column)
    for (const step of path) {
      node =
        typeof step === 'number' ? child(node.elements, step) : child(node.members, oneCharacterAByte(step))
      node.within.push(column)
    }
    node.columns.push(column)
  }
  return root
}

function emptyNode(): PathNode {
  return { columns: [], members: new Map(), names: new MemberNames(), elements: new Map(), within: [] }
}

function child<K>(children: Map<K, PathNode>, key: K): PathNode {
  const known = children.get(key)
  if (known !== undefined) return known
  const node = emptyNode()
  children.set(key, node)
  return node
}

function oneCharacterAByte(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/**
 * The paths of a JSONPaths file, or undefined if its object has no `jsonpaths`, which makes COPY go by 'auto'.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html#copy-json-jsonpaths
 * Throws `RedshiftError` if the file is not one JSON object, or a path is no JSONPath; MAXERROR does not help.
 */
export function parseJsonPaths(content: string, url: string): JsonPath[] | undefined {
  let file: unknown
  try {
    file = JSON.parse(content)
  } catch {
    throw invalidFile(url, 'the file must hold exactly one JSON object')
  }
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    throw invalidFile(url, 'the file must hold exactly one JSON object')
  }
  if (!('jsonpaths' in file)) return undefined
  if (!Array.isArray(file.jsonpaths)) throw invalidFile(url, '"jsonpaths" must be an array of strings')
  let notation: string | undefined
  return file.jsonpaths.map((expression: unknown) => {
    if (typeof expression !== 'string' || expression === '') {
      throw invalidFile(url, 'each element of "jsonpaths" must be a JSONPath expression, not empty')
    }
    const used = /^\$\s*\[\s*['"]/.test(expression)
      ? 'bracket'
      : expression.startsWith('$.')
        ? 'dot'
        : undefined
    if (used !== undefined && notation !== undefined && used !== notation) {
      throw invalidFile(url, 'bracket notation and dot notation cannot be mixed in one file')
    }
    notation ??= used
    return parseJsonPath(expression, url)
  })
}

const BRACKET_STEP = /\s*\[\s*(?:(\d+)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*\]/y
const DOT_STEP = /\.([^.'"[\]\s]+)|\[(\d+)\]/y

/** Throws `RedshiftError` if `expression` is not in bracket or dot notation. */
function parseJsonPath(expression: string, url: string): JsonPath {
  if (!expression.startsWith('$')) throw invalidPath(expression, url)
  const steps: (string | number)[] = []
  const pattern = expression.startsWith('$.') ? DOT_STEP : BRACKET_STEP
  let at = 1
  while (at < expression.length) {
    pattern.lastIndex = at
    const match = pattern.exec(expression)
    if (match === null || steps.length === DEEPEST) throw invalidPath(expression, url)
    at = pattern.lastIndex
    if (pattern === DOT_STEP) steps.push(match[1] ?? Number(match[2]))
    else if (match[1] !== undefined) steps.push(Number(match[1]))
    else steps.push((match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1'))
  }
  return steps
}

function invalidFile(url: string, problem: string): RedshiftError {
  return new RedshiftError(`Invalid JSONPaths file ${url}: ${problem}.`)
}

function invalidPath(expression: string, url: string): RedshiftError {
  return new RedshiftError(`Invalid JSONPath format: '${expression}' in ${url}.`)
}
