import { describe, expect, test } from 'vitest'
import { parsed, refusal, ROLE } from '../parsed.js'

describe('a COPY statement', () => {
  test.each([
    ['iam_role default', { kind: 'role', roles: ['default'] }],
    [`iam_role '${ROLE},${ROLE}2'`, { kind: 'role', roles: [ROLE, `${ROLE}2`] }],
    ["access_key_id 'A' secret_access_key 'S'", { kind: 'keys', accessKeyId: 'A', secretAccessKey: 'S' }],
    [
      "secret_access_key 'S' session_token 'T' access_key_id 'A'",
      { kind: 'keys', accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' },
    ],
    [
      "credentials 'aws_access_key_id=A;aws_secret_access_key=S/+=;token=T'",
      { kind: 'keys', accessKeyId: 'A', secretAccessKey: 'S/+=', sessionToken: 'T' },
    ],
    [`with credentials as 'aws_iam_role=${ROLE}'`, { kind: 'role', roles: [ROLE] }],
  ])('is authorized by %s', (parameters, authorization) => {
    expect(parsed(`copy t from 's3://bkt/d' ${parameters}`).authorization).toEqual(authorization)
  })

  test.each([
    [
      "copy t from 's3://b/d'",
      'COPY needs authorization: specify IAM_ROLE, ACCESS_KEY_ID and SECRET_ACCESS_KEY, or CREDENTIALS',
    ],
    [
      "copy t from 's3://b/d' iam_role default access_key_id 'hush'",
      'IAM_ROLE and ACCESS_KEY_ID cannot be used together',
    ],
    [
      `copy t from 's3://b/d' iam_role default credentials 'aws_iam_role=${ROLE}'`,
      'IAM_ROLE and CREDENTIALS cannot be used together',
    ],
    [
      "copy t from 's3://b/d' access_key_id 'hush'",
      'ACCESS_KEY_ID and SECRET_ACCESS_KEY must be used together',
    ],
    [
      "copy t from 's3://b/d' session_token 'hush'",
      'ACCESS_KEY_ID and SECRET_ACCESS_KEY must be used together',
    ],
    [
      "copy t from 's3://b/d' iam_role 'hush'",
      "Invalid IAM_ROLE: it must be default or 'arn:aws:iam::<account>:role/<name>'",
    ],
    ...[
      'hush',
      'aws_secret_access_key=hush',
      'aws_access_key_id=A; aws_secret_access_key=hush',
      'AWS_ACCESS_KEY_ID=A;aws_secret_access_key=hush',
    ].map((credentials) => [
      `copy t from 's3://b/d' credentials '${credentials}'`,
      "Invalid credentials. Must be of the format: credentials 'aws_iam_role=...' or 'aws_access_key_id=...;aws_secret_access_key=...[;token=...]'",
    ]),
    ["copy t from 's3://b/d' access_key_id 'A' 'hush'", 'syntax error at or near "\'...\'"'],
  ])('without proper authorization is refused, and its secrets are not repeated: %s', (sql, message) => {
    expect(refusal(sql as string)).toBe(message)
    expect(message).not.toContain('hush')
  })
})
