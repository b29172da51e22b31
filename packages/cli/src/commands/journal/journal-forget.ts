import { counted } from '@arbalest/core/host'
import { ConfigError, forget, forgetAll } from '@arbalest/core'
import { performOnStep } from '../../perform/perform-on-step.js'
import { printable } from '../../words/printable.js'
import type { PipelineOptions } from '../../perform/pipeline-options.js'

/** The options of `journal forget`. */
export interface ForgetOptions extends PipelineOptions {
  /** Whether all units are forgotten. */
  readonly all?: boolean
}

/** Has the journal of a step forget units, so that the next run loads them again. */
export function journalForgetCommand(
  scope: string,
  keys: readonly string[],
  options: ForgetOptions,
): Promise<number> {
  return performOnStep(scope, options, async (step, output) => {
    if ((options.all ?? false) === keys.length > 0)
      throw new ConfigError('CONFIG_INVALID', 'Give keys, or --all.')
    if (options.all) {
      await forgetAll(step)
      if (output.json) return output.object({ type: 'forgotten', scope, all: true })
      return output.line(
        `all records of ${scope} are removed; the rows in "${step.target.table}" stay, and the next run loads everything again`,
      )
    }
    const forgotten = await forget(step, keys)
    output.wantsLook = forgotten.unknown.length > 0
    if (output.json) return output.object({ type: 'forgotten', scope, ...forgotten })
    const units = counted(forgotten.keys.length, 'unit')
    const next = forgotten.keys.length > 0 ? '; the next run loads what is there of them' : ''
    output.line(`${units} of ${scope} forgotten${next}`)
    for (const key of forgotten.unknown) output.line(`  not recorded: ${printable(key)}`)
  })
}
