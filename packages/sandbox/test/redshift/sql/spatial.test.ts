import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Coordinates, DEPTHS, type Geometry, geometry } from '../../../src/redshift/spatial/geometry.js'
import { readGeoJson, writeGeoJson } from '../../../src/redshift/spatial/geo-json.js'
import { contains, covers, distance, intersects } from '../../../src/redshift/spatial/relations.js'
import { readBinary, writeBinary } from '../../../src/redshift/spatial/well-known-binary.js'
import { readText, writeText } from '../../../src/redshift/spatial/well-known-text.js'

const number = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8)

function lists(depth: number, axes: number): fc.Arbitrary<Coordinates> {
  return depth === 0
    ? fc.array(number, { minLength: axes, maxLength: axes })
    : fc.array(lists(depth - 1, axes), { minLength: 1, maxLength: 3 })
}

const kind = fc.constantFrom(...(Object.keys(DEPTHS) as (keyof typeof DEPTHS)[]))
const axes = fc.constantFrom('XY' as const, 'XYZ' as const, 'XYM' as const, 'XYZM' as const)
const simple = fc
  .tuple(kind, axes)
  .chain(([name, of]) =>
    lists(DEPTHS[name], of.length).map((coordinates) => geometry(name, coordinates, { axes: of })),
  )
const empty = kind.map((name) => geometry(name, []))
const collection = fc
  .array(simple, { minLength: 1, maxLength: 3 })
  .map((members) => geometry('GeometryCollection', [], { members, axes: members[0]?.axes ?? 'XY' }))
const any = fc
  .tuple(fc.oneof(simple, empty, collection), fc.constantFrom(0, 4326))
  .map(([each, srid]): Geometry => ({ ...each, srid }))

describe('a geometry survives', () => {
  test('WKT', () => {
    fc.assert(
      fc.property(any, (each) => {
        expect(readText(writeText(each), each.srid)).toEqual(each)
      }),
    )
  })

  test('EWKB', () => {
    fc.assert(
      fc.property(any, (each) => {
        expect(readBinary(writeBinary(each))).toEqual(each)
      }),
    )
  })

  test('GeoJSON, which has no M and one reference system', () => {
    const plain = simple.filter((each) => !each.axes.includes('M'))
    fc.assert(
      fc.property(plain, (each) => {
        expect(readGeoJson(writeGeoJson(each))).toEqual({ ...each, srid: 4326 })
      }),
    )
  })
})

test('EWKB that is cut off, or followed by more, is refused', () => {
  fc.assert(
    fc.property(any, fc.nat(), (each, at) => {
      const digits = writeBinary(each)
      expect(() => readBinary(digits.slice(0, at % digits.length))).toThrow('Invalid WKB or EWKB')
      expect(() => readBinary(`${digits}00`)).toThrow('Invalid WKB or EWKB')
    }),
  )
})

const corner = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }))
const box = fc
  .tuple(corner, corner)
  .filter(([a, b]) => a[0] !== b[0] && a[1] !== b[1])
  .map(([[x, y], [toX, toY]]) => ({ x: [x, toX].toSorted(byValue), y: [y, toY].toSorted(byValue) }))
type Box = { readonly x: readonly number[]; readonly y: readonly number[] }

describe('boxes', () => {
  test('contain, cover and meet one another as their sides say', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        const within = (['x', 'y'] as const).every(
          (axis) => a[axis][0]! <= b[axis][0]! && b[axis][1]! <= a[axis][1]!,
        )
        expect(contains(shape(a), shape(b))).toBe(within)
        expect(covers(shape(a), shape(b))).toBe(within)
        const gaps = (['x', 'y'] as const).map((axis) =>
          Math.max(0, b[axis][0]! - a[axis][1]!, a[axis][0]! - b[axis][1]!),
        )
        expect(intersects(shape(a), shape(b))).toBe(gaps.every((gap) => gap === 0))
        expect(distance(shape(a), shape(b))).toBeCloseTo(Math.hypot(...gaps), 9)
      }),
    )
  })

  test('contain the points within them, and cover those of their sides', () => {
    fc.assert(
      fc.property(box, corner, (a, [x, y]) => {
        const [left = 0, right = 0] = a.x
        const [low = 0, high = 0] = a.y
        const point = geometry('Point', [x, y])
        expect(contains(shape(a), point)).toBe(left < x && x < right && low < y && y < high)
        expect(covers(shape(a), point)).toBe(left <= x && x <= right && low <= y && y <= high)
      }),
    )
  })
})

test('a polygon contains nothing that lies in its hole', () => {
  const ring = readText('POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,6 3,6 6,3 6,3 3))')
  expect(contains(ring, readText('POINT(4 4)'))).toBe(false)
  expect(contains(ring, readText('POLYGON((1 1,8 1,8 8,1 8,1 1))'))).toBe(false)
  expect(intersects(ring, readText('POLYGON((4 4,5 4,5 5,4 4))'))).toBe(false)
  expect(contains(ring, readText('LINESTRING(1 1,8 1)'))).toBe(true)
})

function byValue(a: number, b: number): number {
  return a - b
}

function shape({ x: [left = 0, right = 0], y: [low = 0, high = 0] }: Box): Geometry {
  const corners = [
    [left, low],
    [right, low],
    [right, high],
    [left, high],
    [left, low],
  ]
  return geometry('Polygon', [corners])
}
