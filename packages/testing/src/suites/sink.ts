import type { SinkFixture } from '../sink-fixture.js'
import { testAccount } from './sink/account.js'
import { testConstants } from './sink/constants.js'
import { testCopy } from './sink/copy.js'
import { testMarks } from './sink/marks.js'
import { testReplace } from './sink/replace.js'
import { testTransactions } from './sink/transactions.js'
import { testWith, type Test } from '../test.js'

/**
 * That a sink keeps every promise of `Sink` and `Transaction`; `create` makes a fresh, isolated fixture.
 *
 * @example
 * ```ts
 * testSink(test, async () => fixtureOf(await emptyWarehouse()))
 * ```
 */
export function testSink(test: Test, create: () => Promise<SinkFixture>): void {
  const it = testWith(test, create)
  testCopy(it)
  testConstants(it)
  testAccount(it)
  testReplace(it)
  testMarks(it)
  testTransactions(it)
}
