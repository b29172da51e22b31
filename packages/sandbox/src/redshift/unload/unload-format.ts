import { RedshiftError } from '../redshift-error.js'
import type { UnloadArgument } from './unload-parameters.js'
import type { UnloadFormat } from './unload-statement.js'

const KINDS = ['csv', 'fixedwidth', 'json', 'parquet'] as const

/** What cannot stand beside each format. https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html */
const EXCLUDED: Readonly<Record<(typeof KINDS)[number], readonly string[]>> = {
  csv: ['addquotes', 'escape', 'fixedwidth'],
  fixedwidth: ['addquotes', 'delimiter', 'escape', 'header'],
  json: ['addquotes', 'delimiter', 'escape', 'fixedwidth', 'header', 'null'],
  parquet: ['addquotes', 'bzip2', 'delimiter', 'escape', 'fixedwidth', 'gzip', 'header', 'null', 'zstd'],
}

/** The format that the parameters give. */
export function unloadFormat(given: ReadonlyMap<string, UnloadArgument>): UnloadFormat {
  const kinds = KINDS.filter((kind) => given.has(kind))
  const [kind, other] = kinds
  if (kind && other) throw exclusive(kind, other)
  const excluded = kind && EXCLUDED[kind].find((name) => given.has(name))
  if (kind && excluded) throw exclusive(kind, excluded)
  const header = given.has('header')
  switch (kind) {
    case 'csv':
      return { kind, delimiter: delimiter(given.get('delimiter') ?? ','), header }
    case 'fixedwidth':
      return { kind, widths: widths(String(given.get('fixedwidth'))) }
    case 'json':
    case 'parquet':
      return { kind }
    default:
      return {
        kind: 'delimited',
        delimiter: delimiter(given.get('delimiter') ?? '|'),
        addQuotes: given.has('addquotes'),
        escape: given.has('escape'),
        header,
      }
  }
}

/** One character, `\t`, or an octal number after a backslash. */
function delimiter(given: UnloadArgument): string {
  const text = String(given)
  const [, octal] = /^\\([0-7]{3})$/.exec(text) ?? []
  const character =
    octal === undefined ? text.replace('\\t', '\t') : String.fromCharCode(Number.parseInt(octal, 8))
  if (/^[\0-\x7f]$/.test(character)) return character
  throw new RedshiftError('COPY delimiter must be a single character', { code: '0A000' })
}

function widths(specification: string): number[] {
  return specification.split(',').map((column) => {
    const width = Number(/:\s*(\d+)\s*$/.exec(column)?.[1])
    if (width > 0) return width
    throw new RedshiftError(`Invalid FIXEDWIDTH '${specification}': it must be 'label:width,...'`)
  })
}

function exclusive(one: string, other: string): RedshiftError {
  return new RedshiftError(`${one.toUpperCase()} is not supported with ${other.toUpperCase()}`, {
    code: '0A000',
  })
}
