import { describe, expect, test } from 'vitest'
import { URL_OF_SINK, ask, fault, place, refusal, sandbox, transportOf, withSandbox } from './signing-in.js'

withSandbox()

test('a user signs in by a password that Redshift keeps as SHA-256', async () => {
  expect(await ask(sandbox.url, 'select current_user')).toEqual(['awsuser'])
  const user = { ...place(), user: 'awsuser', password: 'sandbox' }
  expect(await ask(user, 'select current_user')).toEqual(['awsuser'])
  expect(await refusal({ ...user, password: 'wrong' })).toEqual({
    code: 'SINK_DENIED',
    retryable: false,
    message: `${URL_OF_SINK} refused to let us in: password authentication failed for user "awsuser"; check the user and the password in connection.`,
  })
})

test('a session begins as the connection says', async () => {
  const connection = {
    ...place(),
    user: 'awsuser',
    password: 'sandbox',
    queryGroup: "e'tl",
    searchPath: ['Staging', '$user', 'public'],
    statementTimeout: '90s',
  }
  expect(
    await ask(
      connection,
      'show query_group',
      'show search_path',
      'show statement_timeout',
      'show application_name',
    ),
  ).toEqual(["e'tl", 'staging, "$user", public', '90000', 'arbalest/test'])
})

describe('a warehouse that wakes up', () => {
  test('is tried again, and that is reported once', async () => {
    const notices: string[] = []
    await using transport = transportOf(
      { ...place(), user: 'awsuser', password: 'sandbox', connectTimeout: '20s' },
      notices,
    )
    using _ = fault({ kind: 'connection-reset', times: 2 })
    expect(await transport.ask('select current_user')).toEqual(['awsuser'])
    expect(notices).toEqual([
      expect.stringMatching(
        /^redshift:\S+ takes no connection yet \(.+\), as while a serverless workgroup wakes up; it is tried for 20 s\.$/,
      ),
    ])
  })

  test('is tried again if it accepts a connection and says nothing', async () => {
    await using transport = transportOf({
      ...place(),
      user: 'awsuser',
      password: 'sandbox',
      connectTimeout: '4s',
    })
    using _ = fault({ kind: 'connection-silent', times: 1 })
    expect(await transport.ask('select current_user')).toEqual(['awsuser'])
  })

  test('is given up in the end', async () => {
    using _ = fault({ kind: 'connection-reset' })
    expect(
      await refusal({ ...place(), user: 'awsuser', password: 'sandbox', connectTimeout: '1s' }),
    ).toMatchObject({
      code: 'SINK_UNREACHABLE',
      retryable: true,
    })
  })
})
