import type { RecordedChoice } from '@arbalest/core'

/** Something that a user can do, and what comes of it. */
export interface Choice {
  readonly command: string
  readonly does: string
}

/** What a user can choose for the step `scope`, whose records no longer fit, as a command. */
export function describeChoice(choice: RecordedChoice, scope: string): Choice {
  const [pipeline] = scope.split('/')
  switch (choice) {
    case 'refresh':
      return {
        command: `arbalest run --full-refresh ${pipeline}`,
        does: 'deletes all rows of the tables that this pipeline loads, and loads everything again',
      }
    case 'forget':
      return {
        command: `arbalest journal forget ${scope} --all`,
        does: 'keeps all rows; the next run adds everything to them',
      }
    case 'keep':
      return {
        command: `arbalest journal rename ${scope} ${scope}`,
        does: 'keeps the records, as if they belonged to the current table',
      }
  }
}
