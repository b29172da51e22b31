import { amount, counted } from '@arbalest/core/plugin'
import type { JSX } from 'preact'
import type { Hole, PageStep } from '../data/page.js'
import { SIGNS } from '../data/states.js'
import { inMinutes } from '../data/words.js'
import { Command } from './command.js'

/** How many holes are shown at once; the others are behind a word. */
const SHOWN = 50

/** What is not loaded as it stands, and what to do. */
export function Holes({ step }: { readonly step: PageStep }): JSX.Element {
  const { holes, more, tried } = step
  const further = holes.slice(SHOWN)
  return (
    <>
      {holes.length === 0 && <p>None: all that is listed is loaded as it stands.</p>}
      {holes.length > 0 && <HoleTable holes={holes.slice(0, SHOWN)} caption={triedWords(tried)} />}
      {further.length > 0 && (
        <details>
          <summary>{`${amount(further.length)} more`}</summary>
          <HoleTable holes={further} caption="" />
        </details>
      )}
      {more > 0 && <p>{`And ${counted(more, 'unit')} more, which are not named here.`}</p>}
    </>
  )
}

function triedWords(tried: number | undefined): string {
  if (tried === undefined) return 'Nothing was tried, because the sink cannot try loads.'
  return `${counted(tried, 'unit')} that a run would load ${tried === 1 ? 'was' : 'were'} tried, without loading.`
}

function HoleTable({
  holes,
  caption,
}: {
  readonly holes: readonly Hole[]
  readonly caption: string
}): JSX.Element {
  return (
    <div class="scroll" role="region" tabindex={0} aria-label="Holes">
      <table class="list holes">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">which</th>
            <th scope="col">state</th>
            <th scope="col">why, and what fills it</th>
          </tr>
        </thead>
        <tbody>
          {holes.map((hole) => (
            <tr>
              <th scope="row">{hole.what}</th>
              <td>
                <span aria-hidden="true">{SIGNS[hole.state].sign} </span>
                {hole.count > 1 ? `${amount(hole.count)} ${hole.state}` : hole.state}
              </td>
              <td>
                <p>
                  {hole.why}
                  {hole.oldest && ` Written ${inMinutes(hole.oldest)}${hole.count > 1 ? ' or later' : ''}.`}
                </p>
                {hole.commands.map((text) => (
                  <Command text={text} label={`the command for ${hole.what}`} />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
