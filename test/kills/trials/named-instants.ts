import type { Moment } from '../proxies/exchange.js'
import * as all from '../scenarios.js'
import type { Scenario } from '../scenario.js'

/** An instant of a scenario, by the exchange that it belongs to, such as `redshift: copy`. */
interface NamedInstant {
  readonly scenario: Scenario
  readonly exchange: string
  readonly moment: Moment
}

/** Each scenario, and the instant of it that is most its own. `npm run kills` takes every instant there is. */
export const NAMED_INSTANTS: readonly NamedInstant[] = [
  { scenario: all.manifest, exchange: 'redshift: copy', moment: 'given' },
  { scenario: all.manifest, exchange: 'redshift: note in ledger', moment: 'given' },
  { scenario: all.bulk, exchange: 'redshift: take away', moment: 'answered' },
  { scenario: all.renaming, exchange: 'redshift: take away', moment: 'given' },
  { scenario: all.series, exchange: 'redshift: insert', moment: 'answered' },
  { scenario: all.summary, exchange: 'redshift: statement of the user', moment: 'answered' },
  { scenario: all.evolving, exchange: 'redshift: mark', moment: 'answered' },
  { scenario: all.firstInS3, exchange: 's3: put index', moment: 'answered' },
  { scenario: all.mergingInS3, exchange: 's3: put segment', moment: 'given' },
  { scenario: all.idling, exchange: 's3: put note', moment: 'given' },
  { scenario: all.refreshing, exchange: 'redshift: take away', moment: 'given' },
]
