import { PutObjectCommand } from '@aws-sdk/client-s3'
import { assemble, diagnose, type DiagnosedStep } from '@arbalest/core'
import redshift from '@arbalest/sink-redshift'
import s3Source from '@arbalest/source-s3'
import { expect, test } from 'vitest'
import { openCluster } from '../../packages/sink-redshift/test/named-cluster.js'
import { clusterOfRun } from './set-up.js'

const { connection, bucket, prefix, iamRole } = clusterOfRun()

test('doctor finds nothing that would fail', async () => {
  await using cluster = openCluster({ connection })
  const folder = `${prefix}doctor/`
  await cluster.s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${folder}a.json`, Body: '{"id":1}\n' }))
  await using assembly = await assemble({
    sink: {
      use: redshift,
      with: { connection, iamRole, metadata: `s3://${bucket}/${prefix}arbalest/doctor/` },
    },
    pipelines: {
      daily: [
        {
          load: 'orders',
          source: { use: s3Source, with: { url: `s3://${bucket}/${folder}` } },
          strategy: { use: 'bulk' },
          target: { table: 'diagnosed', properties: { id: 'int' } },
        },
      ],
    },
  })

  const found: DiagnosedStep[] = []
  for await (const each of diagnose(assembly.pipelines)) found.push(each)

  const findings = found.map(({ check, outcome, detail }) => ({ check, outcome, detail }))
  // Where a custom domain or the sandbox is, its name does not say.
  const isBad = ({ check, outcome }: (typeof findings)[number]) =>
    outcome === 'failed' || (outcome === 'skipped' && !check.startsWith('compare the region'))
  expect(findings.filter(isBad)).toEqual([])
  expect(findings.length).toBeGreaterThan(8)
})
