import { type Geometry, linesOf, type Point, pointsOf, polygonsOf } from './geometry.js'

/** Where a point lies. */
type Place = 'inside' | 'boundary' | 'outside'

/** A straight piece of a line. */
export type Edge = readonly [Point, Point]

/** How far, relative to the numbers, a point may lie beside a line that it is on: quotients are not exact. */
const TOLERANCE = 1e-12

/** Whether the two have a point in common. Only the first two axes count, in all relations. */
export function intersects(a: Geometry, b: Geometry): boolean {
  if (pointsOf(b).some((point) => place(point, a) !== 'outside')) return true
  if (pointsOf(a).some((point) => place(point, b) !== 'outside')) return true
  return edgesOf(a).some((edge) => edgesOf(b).some((other) => crossing(edge, other) !== undefined))
}

/** Whether no point of `b` is outside of `a`. */
export function covers(a: Geometry, b: Geometry): boolean {
  const pieces = piecesOf(b, a)
  if (pieces.length === 0 || pieces.some((point) => place(point, a) === 'outside')) return false
  if (polygonsOf(b).length === 0) return true
  // A hole or a bay of `a` would be within `b`.
  return polygonsOf(a).length > 0 && !piecesOf(a, b).some((point) => place(point, b) === 'inside')
}

/** As {@link covers}; something of `b` must also lie inside of `a`, and not only on its boundary. */
export function contains(a: Geometry, b: Geometry): boolean {
  if (!covers(a, b)) return false
  return polygonsOf(b).length > 0 || piecesOf(b, a).some((point) => place(point, a) === 'inside')
}

/** As {@link contains}; nothing of `b` may lie on the boundary of `a`. */
export function containsProperly(a: Geometry, b: Geometry): boolean {
  const pieces = piecesOf(b, a)
  if (pieces.length === 0 || pieces.some((point) => place(point, a) !== 'inside')) return false
  if (polygonsOf(a).length === 0) return true
  if (edgesOf(b).some((edge) => edgesOf(a).some((other) => crossing(edge, other)))) return false
  return polygonsOf(b).length === 0 || !piecesOf(a, b).some((point) => place(point, b) === 'inside')
}

/** Whether the two meet, and nothing of the inside of one is inside of the other. */
export function touches(a: Geometry, b: Geometry): boolean {
  return intersects(a, b) && !overlap(a, b)
}

/** Whether the insides of the two meet, but in less than the one that has fewer dimensions. */
export function crosses(a: Geometry, b: Geometry): boolean {
  const [less, more] = dimension(a) < dimension(b) ? [a, b] : [b, a]
  if (dimension(a) !== dimension(b)) return overlap(a, b) && !covers(more, less)
  const shared = middlesOf(a, b).some((point) => place(point, b) === 'inside')
  return dimension(a) === 1 && !shared && overlap(a, b)
}

function dimension(geometry: Geometry): number {
  return polygonsOf(geometry).length > 0 ? 2 : Number(linesOf(geometry).length > 0)
}

/** Whether something is inside of both. */
function overlap(a: Geometry, b: Geometry): boolean {
  const within = (points: Point[], ...others: Geometry[]) =>
    points.some((point) => others.every((other) => place(point, other) === 'inside'))
  const flat = [a, b].filter((each) => dimension(each) === 2).length
  if (flat === 2)
    return within(piecesOf(a, b), b) || within(piecesOf(b, a), a) || covers(a, b) || covers(b, a)
  const met = edgesOf(a).flatMap((edge) =>
    edgesOf(b)
      .map((other) => crossing(edge, other))
      .filter((point) => point !== undefined),
  )
  return within([...piecesOf(a, b), ...piecesOf(b, a), ...met], a, b)
}

/** The least distance between the two. */
export function distance(a: Geometry, b: Geometry): number {
  if (intersects(a, b)) return 0
  const distances = (from: Geometry, to: Geometry) =>
    pointsOf(from).flatMap((point) => [
      ...edgesOf(to).map((edge) => toEdge(point, edge)),
      ...pointsOf(to).map((other) => length(point, other)),
    ])
  return [...distances(a, b), ...distances(b, a)].reduce((least, each) => Math.min(least, each), Infinity)
}

/** The length of the straight line from one point to another. */
export function length([x = 0, y = 0]: Point, [toX = 0, toY = 0]: Point): number {
  return Math.hypot(toX - x, toY - y)
}

/** The straight pieces that the lines of `geometry` are made of. */
export function edgesOf(geometry: Geometry): Edge[] {
  return linesOf(geometry).flatMap((line) =>
    line.slice(1).flatMap((point, i) => {
      const from = line[i]
      return from ? [[from, point] as const] : []
    }),
  )
}

/** The points of `geometry`, and the middle of each piece of its edges that `other` may divide. */
function piecesOf(geometry: Geometry, other: Geometry): Point[] {
  return [...pointsOf(geometry), ...middlesOf(geometry, other)]
}

function middlesOf(geometry: Geometry, other: Geometry): Point[] {
  return edgesOf(geometry).flatMap(([from, to]) => {
    const ends = edgesOf(other).flatMap((edge) => [crossing([from, to], edge), ...edge])
    const cuts = ends.flatMap((point) => (point && onEdge(point, [from, to]) ? [length(from, point)] : []))
    const all = [0, ...cuts, length(from, to)].toSorted((a, b) => a - b)
    const whole = length(from, to) || 1
    return all.slice(1).map((cut, i) => between(from, to, (cut + (all[i] ?? 0)) / 2 / whole))
  })
}

function place(point: Point, geometry: Geometry): Place {
  const polygons = polygonsOf(geometry)
  for (const rings of polygons) {
    if (rings.some((ring) => onLine(point, ring))) return 'boundary'
    if (rings.filter((ring) => surrounds(ring, point)).length % 2 === 1) return 'inside'
  }
  if (polygons.length > 0) return 'outside'
  const lines = linesOf(geometry)
  const ends = lines.flatMap((line) => {
    const [first, last] = [line[0], line.at(-1)]
    return first && last && length(first, last) > 0 ? [first, last] : []
  })
  if (ends.filter((end) => length(end, point) === 0).length % 2 === 1) return 'boundary'
  if (lines.some((line) => onLine(point, line))) return 'inside'
  const isOne = lines.length === 0 && pointsOf(geometry).some((other) => length(other, point) === 0)
  return isOne ? 'inside' : 'outside'
}

function onLine(point: Point, line: readonly Point[]): boolean {
  return line.slice(1).some((to, i) => onEdge(point, [line[i] ?? to, to]))
}

function onEdge(point: Point, edge: Edge): boolean {
  const size = Math.max(...edge.flat().map(Math.abs), ...point.map(Math.abs))
  return toEdge(point, edge) <= TOLERANCE * size
}

/** Whether a ray from `point` to the right meets `ring` an odd number of times. */
function surrounds(ring: readonly Point[], [px = 0, py = 0]: Point): boolean {
  const met = ring.slice(1).filter(([x = 0, y = 0], i) => {
    const [fromX = 0, fromY = 0] = ring[i] ?? []
    return y > py !== fromY > py && px < ((fromX - x) * (py - y)) / (fromY - y) + x
  })
  return met.length % 2 === 1
}

/** Where two edges cross that are not parallel. */
export function crossing([a, b]: Edge, [c, d]: Edge): Point | undefined {
  const [ax = 0, ay = 0] = a
  const [bx = 0, by = 0] = b
  const [cx = 0, cy = 0] = c
  const [dx = 0, dy = 0] = d
  const divisor = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
  if (divisor === 0) return undefined
  const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / divisor
  const u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / divisor
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? between(a, b, t) : undefined
}

/** The distance of `point` from an edge. */
export function toEdge(point: Point, [from, to]: Edge): number {
  const [x = 0, y = 0] = from
  const [toX = 0, toY = 0] = to
  const [px = 0, py = 0] = point
  const square = (toX - x) ** 2 + (toY - y) ** 2
  const share = square === 0 ? 0 : ((px - x) * (toX - x) + (py - y) * (toY - y)) / square
  return length(point, between(from, to, Math.min(1, Math.max(0, share))))
}

/** The point at `share` of the way from one point to another. */
export function between([x = 0, y = 0]: Point, [toX = 0, toY = 0]: Point, share: number): Point {
  return [x + (toX - x) * share, y + (toY - y) * share]
}
