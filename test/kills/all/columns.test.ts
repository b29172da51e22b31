import { beforeAll, test } from 'vitest'
import { COLUMN_INSTANTS, expectColumnsDespiteKill } from '../trials/column.js'
import { undisturbed, type Undisturbed } from '../trials/disturb.js'
import { evolving } from '../scenarios.js'
import { sharedWorld } from '../world.js'

let peace: Undisturbed

beforeAll(async () => {
  peace = await undisturbed(await sharedWorld(), evolving)
})

test.each([1, 2].flatMap((nth) => COLUMN_INSTANTS.map((instant) => [nth, ...instant] as const)))(
  'of a run that is killed as it adds column %i, %s, the next one adds what is missing, and loads',
  (nth, _, at, fate) => expectColumnsDespiteKill(peace, nth, at, fate),
)
