import type { Moment } from '../proxies/exchange.js'
import * as all from '../scenarios.js'
import type { Scenario } from '../scenario.js'

/** Each scenario, and the instant of it that is most its own. `npm run kills` takes every instant there is. */
export const NAMED_INSTANTS: readonly (readonly [Scenario, string, Moment])[] = [
  [all.manifest, 'redshift: copy', 'given'],
  [all.manifest, 'redshift: note in ledger', 'given'],
  [all.bulk, 'redshift: take away', 'answered'],
  [all.renaming, 'redshift: take away', 'given'],
  [all.series, 'redshift: insert', 'answered'],
  [all.summary, 'redshift: statement of the user', 'answered'],
  [all.evolving, 'redshift: mark', 'answered'],
  [all.firstInS3, 's3: put index', 'answered'],
  [all.mergingInS3, 's3: put segment', 'given'],
  [all.idling, 's3: put note', 'given'],
  [all.refreshing, 'redshift: take away', 'given'],
]
