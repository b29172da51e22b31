import type { Statement } from '@arbalest/core'
import type { Executed } from '@arbalest/core/plugin'
import type { Session, WithSession } from '../session/session.js'
import { execute } from './execute.js'

/** A session that is lent until it is given back. */
interface LentSession extends AsyncDisposable {
  readonly session: Session
}

/**
 * Runs statements one after the other in one session, each outside of any transaction, and yields what
 * each did once it is done. Throws what one of them throws, as `translate` returns it.
 */
export async function* executeAlone(
  withSession: WithSession,
  translate: (error: unknown) => unknown,
  statements: readonly Statement[],
): AsyncGenerator<Executed> {
  await using lent = await lend(withSession)
  for (const statement of statements) {
    yield await execute(lent.session, statement, {
      transaction: 'none',
      withOtherSession: withSession,
    }).catch(async (error: unknown) => {
      await lent.session.rollback()
      throw translate(error)
    })
  }
}

function lend(withSession: WithSession): Promise<LentSession> {
  return new Promise((resolve, reject) => {
    const use = withSession(
      (session) =>
        new Promise<void>((giveBack) => {
          resolve({
            session,
            async [Symbol.asyncDispose]() {
              giveBack()
              await use
            },
          })
        }),
    )
    use.catch(reject)
  })
}
