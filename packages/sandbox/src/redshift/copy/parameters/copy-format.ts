import { s3Location } from '../../objects/s3-location.js'
import { RedshiftError } from '../../redshift-error.js'
import type { CopyFormat, JsonMapping } from '../statement/copy-statement.js'
import type { CopyArgument } from './copy-parameters.js'

type Given = ReadonlyMap<string, CopyArgument>

/** The format that the parameters name: delimited text if they name none. */
export function formatOf(given: Given): CopyFormat {
  if (given.has('json')) return { kind: 'json', mapping: mappingOf(String(given.get('json')), 'JSON') }
  if (given.has('avro')) return { kind: 'avro', mapping: mappingOf(String(given.get('avro')), 'AVRO') }
  if (given.has('parquet')) return { kind: 'parquet', serializeToJson: given.has('serializetojson') }
  if (given.has('fixedwidth'))
    return { kind: 'fixedwidth', widths: widthsOf(String(given.get('fixedwidth'))) }
  if (given.has('csv')) {
    const delimiter = delimiterOf(given, ',')
    const quote = single('QUOTE', String(given.get('quote') ?? '"'))
    if (quote === delimiter) throw new RedshiftError('DELIMITER and QUOTE must be different characters')
    return { kind: 'csv', delimiter, quote }
  }
  return {
    kind: 'delimited',
    delimiter: delimiterOf(given, '|'),
    escape: given.has('escape'),
    removeQuotes: given.has('removequotes'),
  }
}

function mappingOf(option: string, format: 'JSON' | 'AVRO'): JsonMapping {
  if (option === 'auto' || option === 'auto ignorecase' || option === 'noshred') return option
  if (option.startsWith('s3://')) return s3Location(option)
  throw new RedshiftError(
    `Invalid ${format} option '${option}': it must be 'auto', 'auto ignorecase', 'noshred' or 's3://jsonpaths_file'`,
  )
}

function delimiterOf(given: Given, otherwise: string): string {
  const delimiter = single('DELIMITER', String(given.get('delimiter') ?? otherwise))
  if (delimiter === '\n' || delimiter === '\r') throw new RedshiftError('DELIMITER cannot be a line break')
  return delimiter
}

function single(name: string, written: string): string {
  const character = characterOf(written)
  if (character.length !== 1 || character.charCodeAt(0) > 0x7f) {
    throw new RedshiftError(`${name} must be a single ASCII character, not '${written}'`)
  }
  return character
}

/** A character as DELIMITER, QUOTE and NULL AS write it: itself, `\t`, or octal `\ddd`. */
function characterOf(written: string): string {
  if (written === '\\t') return '\t'
  const octal = /^\\([0-7]{1,3})$/.exec(written)?.[1]
  return octal === undefined ? written : String.fromCharCode(Number.parseInt(octal, 8))
}

const WIDEST_FIELD = 4 * 1024 * 1024

function widthsOf(specification: string): number[] {
  return specification.split(',').map((pair) => {
    const width = Number(/^\s*[^:]*\s*:\s*(\d+)\s*$/.exec(pair)?.[1])
    if (!(width > 0 && width <= WIDEST_FIELD)) {
      throw new RedshiftError(
        `Invalid FIXEDWIDTH specification near '${pair}': it must be of the form 'label:width,label:width'`,
      )
    }
    return width
  })
}
