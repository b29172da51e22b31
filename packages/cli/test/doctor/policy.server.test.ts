import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { keepWorkspace, linesOf } from '../workspace.js'
import { CONFIGURATION } from './diagnosed.js'

test('--policy prints what each must be allowed, and connects to nothing', async () => {
  const workspace = await keepWorkspace(
    '@arbalest/sink-redshift',
    '@arbalest/source-s3',
    '@arbalest/journal-s3',
  )
  await using _ = {
    [Symbol.asyncDispose]: () => rm(workspace.folder, { recursive: true, force: true }),
  }
  await workspace.write('.arbalestrc.yaml', CONFIGURATION)
  const env = { REDSHIFT_URL: 'postgres://loader:hidden-secret@nowhere.test/dev' }
  const { exitCode, stdout } = await workspace.run(['doctor', '--policy'], env)
  expect(exitCode).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    "-- for who runs Arbalest; ask who manages access to AWS
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": [
            "s3:ListBucket"
          ],
          "Resource": [
            "arn:aws:s3:::acme"
          ]
        },
        {
          "Effect": "Allow",
          "Action": [
            "s3:GetObject"
          ],
          "Resource": [
            "arn:aws:s3:::acme/data/*"
          ]
        },
        {
          "Effect": "Allow",
          "Action": [
            "s3:PutObject",
            "s3:DeleteObject"
          ],
          "Resource": [
            "arn:aws:s3:::acme/arbalest/*"
          ]
        },
        {
          "Effect": "Allow",
          "Action": [
            "s3:GetObject",
            "s3:PutObject",
            "s3:DeleteObject"
          ],
          "Resource": [
            "arn:aws:s3:::acme/journal/*"
          ]
        }
      ]
    }

    -- for the role arn:aws:iam::123456789012:role/load; ask who manages access to AWS
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": [
            "s3:GetObject"
          ],
          "Resource": [
            "arn:aws:s3:::acme/arbalest/*"
          ]
        },
        {
          "Effect": "Allow",
          "Action": [
            "s3:ListBucket"
          ],
          "Resource": [
            "arn:aws:s3:::acme"
          ]
        },
        {
          "Effect": "Allow",
          "Action": [
            "s3:GetObject"
          ],
          "Resource": [
            "arn:aws:s3:::acme/data/*"
          ]
        }
      ]
    }

    -- for the user "loader" of the database; ask a superuser of the database
    grant temp on database "dev" to "loader";
    grant usage, create on schema "public" to "loader";
    grant usage, create on schema "sales" to "loader";

    "
  `)
  const json = await workspace.run(['doctor', '--policy', '--json'], env)
  expect(linesOf(json.stdout).map((line) => Object.keys(line as object))).toEqual([
    ['type', 'holder', 'ask', 'policy'],
    ['type', 'holder', 'ask', 'policy'],
    ['type', 'holder', 'ask', 'statements'],
  ])
})
