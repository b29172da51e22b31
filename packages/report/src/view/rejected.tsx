import { amount } from '@arbalest/core/plugin'
import type { JSX } from 'preact'
import type { RejectedRows } from '../data/page.js'

interface RejectedProps {
  readonly rows: readonly RejectedRows[]
  readonly caption: string
}

/** Rows that did not fit, by column and reason. */
export function Rejected({ rows, caption }: RejectedProps): JSX.Element {
  return (
    <div class="scroll" role="region" tabindex={0} aria-label={`Rejected rows. ${caption}`}>
      <table class="list">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">
              rows
            </th>
            <th scope="col">column</th>
            <th scope="col">reason</th>
            <th scope="col">such as</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ column, reason, count, examples }) => (
            <tr>
              <td class="number">{amount(count)}</td>
              <td>{column ?? 'none'}</td>
              <td>{reason}</td>
              <td>
                {examples.map((example) => (
                  <p>{example}</p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
