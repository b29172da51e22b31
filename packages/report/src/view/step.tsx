import { amount } from '@arbalest/core/plugin'
import type { JSX } from 'preact'
import type { PageStep } from '../data/page.js'
import { SIGNS, STATES } from '../data/states.js'
import { CalendarOf } from './calendar.js'
import { Command } from './command.js'
import { Holes } from './holes.js'
import { Rejected } from './rejected.js'
import { Runs } from './runs.js'

/** All that a page shows of one step. */
export function StepOf({ step, id }: { readonly step: PageStep; readonly id: string }): JSX.Element {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{step.scope}</h2>
      <p class="quiet">{`${step.source} into ${step.table} at ${step.sink}`}</p>
      {step.error ? (
        <>
          <p>{`It could not be looked at: ${step.error.message}`}</p>
          <Command text={step.error.command} label="the command that explains it" />
        </>
      ) : (
        <Looked step={step} />
      )}
    </section>
  )
}

function Looked({ step }: { readonly step: PageStep }): JSX.Element {
  return (
    <>
      <Counts counts={step.counts} />
      <h3>Holes</h3>
      <Holes step={step} />
      <h3>Calendar</h3>
      <CalendarOf step={step} />
      <h3>Runs</h3>
      <Runs runs={step.runs} />
      <h3>Rejected rows</h3>
      {step.kept.length > 0 && (
        <Rejected rows={step.kept} caption="Of what is loaded; they are kept beside the table." />
      )}
      {step.rejections.length > 0 && (
        <Rejected
          rows={step.rejections}
          caption="Of the units that were tried; what runs left out stands with them."
        />
      )}
      {step.kept.length + step.rejections.length === 0 && (
        <p class="quiet">None is kept, and none of what was tried.</p>
      )}
      <h3>Table</h3>
      <TableOf table={step.table} comparison={step.comparison} />
    </>
  )
}

function Counts({ counts }: Pick<PageStep, 'counts'>): JSX.Element {
  return (
    <ul class="counts">
      {STATES.filter((state) => counts[state] !== undefined).map((state) => (
        <li class={state}>
          <span aria-hidden="true">{SIGNS[state].sign} </span>
          {`${amount(counts[state] ?? 0)} ${state}`}
        </li>
      ))}
    </ul>
  )
}

function TableOf({ table, comparison }: Pick<PageStep, 'table' | 'comparison'>): JSX.Element {
  const { summary, differences, statements } = comparison
  return (
    <>
      <p>{`${table}: ${summary}`}</p>
      {differences.length > 0 && (
        <ul>
          {differences.map(({ effect, words }) => (
            <li>{`${effect}: ${words}`}</li>
          ))}
        </ul>
      )}
      {statements.map((text) => (
        <Command text={`${text};`} label="the statement" />
      ))}
    </>
  )
}
