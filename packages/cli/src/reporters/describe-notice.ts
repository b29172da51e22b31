import { counted } from '@arbalest/core/host'
import type { Notice } from '@arbalest/core'
import { printable } from '../words/printable.js'
import { describeDrift } from './describe-drift.js'

/** What a person would want to know of a step, in words: one line. */
export function describeNotice(notice: Notice): string {
  switch (notice.kind) {
    case 'hidden':
      return `left out ${counted(notice.keys, 'hidden key')}, such as "${printable(notice.first)}"; to load them too, set hidden: include in the source's options`
    case 'ahead':
      return `nothing before ${notice.from} is listed, which is in the future: a later partition is recorded. Remove what lies there if it is a mistake, and forget it (arbalest journal show names it, and journal forget forgets it)`
    case 'filled':
      return `"${notice.table}" had rows, and no record of them: ${
        notice.replaced
          ? 'they are replaced by what is loaded'
          : 'what is loaded now may be there twice (arbalest journal import … --listed records the listing as loaded, and journal rename takes over the records of a step of another name)'
      }`
    case 'rebuilt':
      return `"${notice.table}" is not the table that was loaded, but another of its name, with rows: it is taken for the same from now on. If it was restored from a snapshot, what was loaded since is missing: forget that (arbalest journal forget), or load everything again (run --full-refresh)`
    case 'quarantined': {
      const others = notice.units > 1 ? `, and ${counted(notice.units - 1, 'other')}` : ''
      const reason = notice.reason === '' ? '' : `: ${printable(notice.reason)}`
      return `${counted(notice.units, 'unit')} quarantined, and not loaded: "${printable(notice.first)}"${others}${reason} (arbalest quarantine list shows all; the next run loads a corrected object)`
    }
    case 'copies':
      return `a transaction takes at least ${counted(notice.copies, 'copy', 'copies')}, one for each value of the columns that objects do not fill: each takes a while, whatever it loads. Set a smaller batch in the strategy, or leave out columns with many values, such as the path`
    case 'advice':
      return printable(notice.advice)
    case 'drift':
      return describeDrift(notice)
    case 'header':
      return `the first line of ${printable(notice.object)} names the fields, and is loaded as a row: say ignoreHeader: 1 in the step's copy`
    case 'unread':
      return `names are not compared with the target's: ${printable(notice.object)}: ${printable(notice.reason)}`
  }
}
