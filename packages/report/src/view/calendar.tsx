import type { JSX } from 'preact'
import type { Cell, Grid, PageStep } from '../data/page.js'
import { SIGNS, STATES } from '../data/states.js'

/** The calendar of a step: a table for each year, or each thousand numbers. */
export function CalendarOf({ step }: { readonly step: PageStep }): JSX.Element {
  const { grids, isByWritten, scope } = step
  if (grids.length === 0) return <p class="quiet">Nothing is listed.</p>
  return (
    <>
      {isByWritten && <p class="quiet">By the day, in UTC, on which objects were written.</p>}
      {grids.map((grid, index) => (
        <details open={index === 0 || grid.isOpen}>
          <summary>{grid.title}</summary>
          <div class="scroll" role="region" tabindex={0} aria-label={`Calendar of ${scope}, ${grid.title}`}>
            <GridTable grid={grid} scope={scope} />
          </div>
          <output class="chosen-words quiet" aria-live="polite" />
        </details>
      ))}
    </>
  )
}

function GridTable({ grid, scope }: { readonly grid: Grid; readonly scope: string }): JSX.Element {
  return (
    <table class="calendar">
      <caption class="unseen">{`${scope}, ${grid.title}`}</caption>
      <thead>
        <tr>
          <td />
          {grid.columns.map((column) => (
            <th scope="col">{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {grid.rows.map(({ head, cells }) => (
          <tr>
            <th scope="row">{head}</th>
            {cells.map((cell) => (
              <CellOf cell={cell} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function CellOf({ cell }: { readonly cell: Cell | null }): JSX.Element {
  if (!cell) return <td />
  return (
    <td class={cell.state} data-words={cell.words} tabindex={-1}>
      <span aria-hidden="true">{SIGNS[cell.state].sign}</span>
      <span class="unseen">{cell.state}</span>
    </td>
  )
}

/** What the signs of all calendars mean. */
export function Legend(): JSX.Element {
  return (
    <ul class="counts">
      {STATES.toReversed().map((state) => (
        <li class={state}>
          <span aria-hidden="true">{SIGNS[state].sign} </span>
          {`${state}: ${SIGNS[state].meaning}`}
        </li>
      ))}
    </ul>
  )
}
