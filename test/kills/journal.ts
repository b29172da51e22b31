import { S3Journal } from '@arbalest/journal-s3'
import { parseOptions, RedshiftSink } from '@arbalest/sink-redshift'
import type { World } from './world.js'

/** The entries of the journal in S3 of a trial's step `events`. Throws where it is not whole. */
export async function readJournal({ url, endpoint }: World, trial: string): Promise<string[]> {
  await using sink = new RedshiftSink(
    parseOptions({
      connection: url,
      iamRole: 'default',
      metadata: `s3://${trial}/arbalest/`,
      s3: { endpoint },
    }),
  )
  await using journal = new S3Journal({ bucket: trial, endpoint }, { sink, scope: `${trial}/events` })
  for await (const { fault } of journal.verify()) if (fault) throw fault
  const entries: string[] = []
  for await (const entry of journal.marks()) entries.push(JSON.stringify(entry))
  return entries
}
