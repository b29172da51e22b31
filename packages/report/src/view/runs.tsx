import { amount, counted } from '@arbalest/core/plugin'
import type { JSX } from 'preact'
import type { Run } from '../data/page.js'
import { inBytes, inMinutes } from '../data/words.js'

const WIDTH = 400
const HEIGHT = 50

/** The runs that loaded something: rows and durations over time as bars, and all as a table. */
export function Runs({ runs }: { readonly runs: readonly Run[] | undefined }): JSX.Element {
  if (!runs) return <p class="quiet">The sink keeps no ledger.</p>
  if (runs.length === 0) return <p class="quiet">No run is in the ledger.</p>
  return (
    <>
      <Bars title="Rows" runs={runs} heightOf={({ rows }) => rows} unit="row" />
      <Bars title="Duration" runs={runs} heightOf={({ seconds = 0 }) => seconds} unit="second" />
      <details>
        <summary>{counted(runs.length, 'run')} as a table</summary>
        <RunTable runs={runs} />
      </details>
    </>
  )
}

interface BarsOf {
  readonly title: string
  readonly runs: readonly Run[]
  readonly heightOf: (run: Run) => number
  readonly unit: string
}

/** The newest run stands on the right. */
function Bars({ title, runs, heightOf, unit }: BarsOf): JSX.Element {
  const heights = runs.toReversed().map(heightOf)
  const most = Math.max(...heights)
  const width = WIDTH / Math.max(heights.length, 20)
  const words = `${title} of the last ${counted(runs.length, 'run')}, the newest on the right; at most ${counted(Math.round(most), unit)}`
  return (
    <figure>
      <figcaption class="quiet">{words}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {heights.map((height, index) => {
          const size = most === 0 ? 0 : Math.max(0.5, (height / most) * HEIGHT)
          return <rect class="bar" x={index * width} y={HEIGHT - size} width={width * 0.8} height={size} />
        })}
      </svg>
    </figure>
  )
}

function RunTable({ runs }: { readonly runs: readonly Run[] }): JSX.Element {
  return (
    <div class="scroll" role="region" tabindex={0} aria-label="Runs">
      <table class="list">
        <caption>
          A run lasts from the begin of its first transaction to that of its last. The newest is first.
        </caption>
        <thead>
          <tr>
            <th scope="col">begin</th>
            <th scope="col">run</th>
            {['seconds', 'transactions', 'objects', 'bytes', 'rows', 'rejected'].map((head) => (
              <th scope="col" class="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map(({ run, from, seconds, transactions, objects, bytes, rows, rejected }) => (
            <tr>
              <td>{from ? inMinutes(from) : 'not known'}</td>
              <th scope="row">
                <code>{run}</code>
              </th>
              <td class="number">{seconds === undefined ? '' : amount(Math.round(seconds))}</td>
              <td class="number">{amount(transactions)}</td>
              <td class="number">{amount(objects)}</td>
              <td class="number">{inBytes(bytes)}</td>
              <td class="number">{amount(rows)}</td>
              <td class="number">{amount(rejected)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
