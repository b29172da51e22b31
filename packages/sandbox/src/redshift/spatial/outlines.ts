import { type Geometry, geometry, linesOf, type Point, pointsOf, polygonsOf } from './geometry.js'
import { between, crossing, type Edge, edgesOf, length, toEdge } from './relations.js'

/** The centre of what has the most dimensions in `given`: of areas, of lines, or of points. */
export function centroid(given: Geometry): Point {
  const areas = polygonsOf(given).flatMap((polygon) => polygon.flatMap((ring, i) => triangles(ring, i === 0)))
  const weighed = areas.some(([, weight]) => weight !== 0)
    ? areas
    : edgesOf(given).map(([from, to]): [Point, number] => [between(from, to, 0.5), length(from, to)])
  const parts = weighed.some(([, weight]) => weight !== 0)
    ? weighed
    : pointsOf(given).map((point): [Point, number] => [point, 1])
  const total = parts.reduce((sum, [, weight]) => sum + weight, 0)
  return [0, 1].map(
    (axis) => parts.reduce((sum, [point, weight]) => sum + (point[axis] ?? 0) * weight, 0) / total,
  )
}

/** The centres and areas of triangles between the edges of `ring` and its first point; those of a hole are negative. */
function triangles(ring: readonly Point[], outer: boolean): [Point, number][] {
  const [[x = 0, y = 0] = []] = ring
  const parts = ring.slice(1).map(([toX = 0, toY = 0], i): [Point, number] => {
    const [fromX = 0, fromY = 0] = ring[i] ?? []
    const area = ((fromX - x) * (toY - y) - (toX - x) * (fromY - y)) / 2
    return [[(x + fromX + toX) / 3, (y + fromY + toY) / 3], area]
  })
  const turn = Math.sign(parts.reduce((sum, [, area]) => sum + area, 0))
  return parts.map(([centre, area]) => [centre, area * turn * (outer ? 1 : -1)])
}

/** The convex hull: a copy of what has no point, a point, a line, or a polygon that turns clockwise from its least point. https://docs.aws.amazon.com/redshift/latest/dg/ST_ConvexHull-function.html */
export function convexHull(given: Geometry): Geometry {
  const sorted = [
    ...new Map(pointsOf(given).map(([x = 0, y = 0]) => [`${x} ${y}`, [x, y]])).values(),
  ].toSorted(([ax = 0, ay = 0], [bx = 0, by = 0]) => ax - bx || ay - by)
  const { srid } = given
  if (sorted.length === 0) return given
  const [above, below] = [half(sorted), half(sorted.toReversed())]
  const ring = [...above.slice(0, -1), ...below.slice(0, -1)]
  if (ring.length === 1 || sorted.length === 1) return geometry('Point', sorted[0] ?? [], { srid })
  if (ring.length === 2) return geometry('LineString', ring, { srid })
  return geometry('Polygon', [[...ring, ring[0] ?? []]], { srid })
}

/** The points of `sorted` between which all turns go to the right. */
function half(sorted: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const point of sorted) {
    while (kept.length > 1 && bend(kept.at(-2) ?? [], kept.at(-1) ?? [], point) >= 0) kept.pop()
    kept.push(point)
  }
  return kept
}

function bend([ax = 0, ay = 0]: Point, [bx = 0, by = 0]: Point, [cx = 0, cy = 0]: Point): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
}

/** `given` with fewer points in its lines, by the algorithm of Ramer, Douglas and Peucker. https://docs.aws.amazon.com/redshift/latest/dg/ST_Simplify-function.html */
export function simplify(given: Geometry, tolerance: number): Geometry {
  const { kind, coordinates, members } = given
  const fewer = (line: readonly Point[]): readonly Point[] => simplified(line, tolerance)
  switch (kind) {
    case 'GeometryCollection':
      return { ...given, members: members.map((member) => simplify(member, tolerance)) }
    case 'LineString':
      return { ...given, coordinates: fewer(coordinates as Point[]) }
    case 'MultiLineString':
      return { ...given, coordinates: (coordinates as Point[][]).map(fewer) }
    case 'Polygon':
      return { ...given, coordinates: rings(coordinates as Point[][], fewer) }
    case 'MultiPolygon':
      return { ...given, coordinates: (coordinates as Point[][][]).map((polygon) => rings(polygon, fewer)) }
    default:
      return given
  }
}

/** A ring of fewer than four points encloses nothing. */
function rings(
  polygon: readonly Point[][],
  fewer: (line: Point[]) => readonly Point[],
): (readonly Point[])[] {
  return polygon.map(fewer).filter((ring) => ring.length > 3)
}

function simplified(line: readonly Point[], tolerance: number): readonly Point[] {
  const [first, last] = [line[0], line.at(-1)]
  if (line.length < 3 || !first || !last) return line
  const distances = line.slice(1, -1).map((point) => toEdge(point, [first, last]))
  const most = Math.max(...distances)
  if (most <= tolerance) return [first, last]
  const at = distances.indexOf(most) + 1
  return [
    ...simplified(line.slice(0, at + 1), tolerance).slice(0, -1),
    ...simplified(line.slice(at), tolerance),
  ]
}

/** The point at `share` of the length of `line`; none of an empty one. */
export function interpolate(line: readonly Point[], share: number): Point {
  const edges = line.slice(1).map((to, i): Edge => [line[i] ?? to, to])
  let left = share * edges.reduce((sum, [from, to]) => sum + length(from, to), 0)
  for (const [from, to] of edges) {
    const long = length(from, to)
    if (left <= long) {
      const part = long === 0 ? 0 : left / long
      return from.map((number, axis) => number + ((to[axis] ?? number) - number) * part)
    }
    left -= long
  }
  return line.at(-1) ?? []
}

/** Whether `line` ends where it begins and meets itself nowhere else. */
export function isRing(line: readonly Point[]): boolean {
  if (line.length < 4 || String(line[0]) !== String(line.at(-1))) return false
  const edges = linesOf(geometry('LineString', line)).flatMap((each) => edgesOf(geometry('LineString', each)))
  return edges.every((edge, i) =>
    edges.slice(i + 1).every((other, skipped) => {
      const next = skipped === 0 || (i === 0 && skipped === edges.length - 2)
      const met = crossing(edge, other)
      const touches = [other[0], other[1]].some((end) => toEdge(end, edge) === 0)
      return next ? !met || [...edge].some((end) => length(end, met) === 0) : !met && !touches
    }),
  )
}
