import { geometry, invalid } from './geometry.js'
import type { SpatialFunction } from './spatial-function.js'
import { readBinary } from './well-known-binary.js'

/**
 * The functions of H3 cells, which are loaded when the first is called.
 * https://docs.aws.amazon.com/redshift/latest/dg/spatial-terminology.html#spatial-terminology-h3
 */
export async function loadH3Functions(): Promise<Readonly<Record<string, SpatialFunction>>> {
  const h3 = await import('h3-js')

  /** A cell by its number or by its hexadecimal digits. */
  const cellOf = (index: string): string => {
    const cell = /^[1-9]\d{17,18}$/.test(index) ? BigInt(index).toString(16) : index.toLowerCase()
    if (!h3.isValidCell(cell)) throw invalid(`Invalid H3 index: ${index}`)
    return cell
  }
  const numberOf = (cell: string) => String(BigInt(`0x${cell}`))
  const resolution = (given: string, least = 0, most = 15): number => {
    if (Number(given) >= least && Number(given) <= most) return Number(given)
    throw invalid(`The resolution must be between ${least} and ${most}: ${given}`)
  }
  const listOf = (cells: readonly string[]) => `[${cells.map(numberOf).join()}]`
  const turned = ([latitude = 0, longitude = 0]: readonly number[]) => [longitude, latitude]

  return {
    h3_fromlonglat: (longitude, latitude, given) =>
      numberOf(h3.latLngToCell(Number(latitude), Number(longitude), resolution(given ?? ''))),
    h3_frompoint: (point, given) => {
      const { kind, coordinates } = readBinary(point ?? '')
      if (kind !== 'Point') throw invalid(`The argument must be a POINT, and is a ${kind.toUpperCase()}`)
      const [longitude, latitude] = coordinates.map(Number)
      if (longitude === undefined || latitude === undefined) throw invalid('The POINT must not be empty')
      return numberOf(h3.latLngToCell(latitude, longitude, resolution(given ?? '')))
    },
    h3_isvalid: (index = '') => {
      try {
        return cellOf(index) !== ''
      } catch {
        return false
      }
    },
    h3_resolution: (index = '') => h3.getResolution(cellOf(index)),
    h3_toparent: (index = '', given = '') => {
      const cell = cellOf(index)
      return numberOf(h3.cellToParent(cell, resolution(given, 0, h3.getResolution(cell))))
    },
    h3_tochildren: (index = '', given = '') => {
      const cell = cellOf(index)
      return listOf(h3.cellToChildren(cell, resolution(given, h3.getResolution(cell))))
    },
    h3_center: (index = '') => geometry('Point', turned(h3.cellToLatLng(cellOf(index)))),
    h3_boundary: (index = '') => {
      const corners = h3.cellToBoundary(cellOf(index)).map(turned)
      return geometry('Polygon', [[...corners, ...corners.slice(0, 1)]])
    },
    h3_polyfill: (polygon = '', given = '') => {
      const { kind, coordinates } = readBinary(polygon)
      if (kind !== 'Polygon') throw invalid(`The argument must be a POLYGON, and is a ${kind.toUpperCase()}`)
      return listOf(h3.polygonToCells(coordinates as number[][][], resolution(given), true))
    },
  }
}
