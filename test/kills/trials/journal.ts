import { S3Journal } from '@arbalest/journal-s3'
import { completeOptions, RedshiftSink } from '@arbalest/sink-redshift'
import type { World } from '../world.js'

/** The entries of the journal in S3 of a trial's step `events`. Throws if it is not whole, or is empty, as then it is not the one that the trial wrote. */
export async function readJournal({ url, endpoint }: World, trial: string): Promise<string[]> {
  await using sink = new RedshiftSink(
    completeOptions({
      connection: url,
      iamRole: 'default',
      metadata: `s3://${trial}/arbalest/`,
      s3: { endpoint },
      marksSchema: trial,
    }),
  )
  await using journal = new S3Journal(
    { url: `s3://${trial}/arbalest/`, endpoint },
    { sink, scope: `${trial}/events` },
  )
  for await (const { fault } of journal.upkeep.verify()) if (fault) throw fault
  const entries: string[] = []
  for await (const page of journal.upkeep.marks())
    for (const { key, version } of page) entries.push(JSON.stringify({ key, version }))
  if (entries.length === 0) throw new Error(`The journal in S3 of ${trial} has no entry`)
  return entries
}
