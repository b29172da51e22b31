import type { Identity } from '../../account/identity.js'
import { invalid } from '../../calls/aws-error.js'
import { type Input, violates } from '../../calls/input.js'
import type { Output } from '../../calls/output.js'
import { LONGEST_KEEP_ALIVE_SECONDS } from '../../data-api/session.js'
import type { Parameter, Statement, Submission } from '../../data-api/statement.js'
import { describedTarget, readTarget, refuseTarget } from '../../data-api/target.js'
import type { Services } from '../operation.js'
import { waitFor } from './wait.js'

/** Submits what ExecuteStatement or BatchExecuteStatement is called with, and waits as long as the call asks for. */
export async function submit(
  input: Input,
  statements: Pick<Submission, 'sqls' | 'batch' | 'atomic'>,
  services: Services,
  caller: Identity,
): Promise<Output> {
  const { dataApi } = services
  const token = input.text('ClientToken')
  // A call that is made again is not run again, even if its session is gone by now.
  const known = dataApi.submitted(token, input.fingerprint)
  const statement = known ?? begin()
  await waitFor(statement, input)
  return submitted(statement)

  function begin(): Statement {
    const submission = {
      ...statements,
      parameters: parametersOf(input),
      name: input.text('StatementName'),
      format: input.oneOf('ResultFormat', ['JSON', 'CSV'] as const) ?? 'JSON',
    }
    const keepAlive = input.integer('SessionKeepAliveSeconds', { min: 0, max: LONGEST_KEEP_ALIVE_SECONDS })
    const session = input.text('SessionId')
    if (session !== undefined) refuseTarget(input)
    const place =
      session === undefined
        ? { target: readTarget(input, caller, services), keepAlive }
        : { session, keepAlive }
    return dataApi.submit(submission, place, { token, input: input.fingerprint })
  }
}

function submitted(statement: Statement): Output {
  const { session } = statement
  return {
    Id: statement.id,
    CreatedAt: statement.createdAt,
    ...describedTarget(session.target),
    SessionId: session.keepAlive > 0 ? session.id : undefined,
    Status: statement.status,
    RedshiftPid: session.process,
    HasResultSet: statement.hasEnded ? statement.hasResult : undefined,
  }
}

function parametersOf(input: Input): Parameter[] {
  const given = input.structures('Parameters')
  if (given === undefined) return []
  if (given.length === 0) throw violates('Parameters', 'Member must have length greater than or equal to 1')
  const parameters = given.map((parameter) => ({
    name: parameter.requiredText('name'),
    value: parameter.requiredText('value'),
  }))
  const names = new Set(parameters.map(({ name }) => name))
  if (names.size < parameters.length) throw invalid('Parameters must have names of their own.')
  return parameters
}
