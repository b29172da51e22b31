// A function as it would be on Lambda: bundled, and called once with the time that is given.
import { handler } from '@arbalest/lambda'
import redshift from '@arbalest/sink-redshift'
import s3 from '@arbalest/source-s3'

const { env } = process
const load = handler({
  sink: {
    use: redshift,
    with: { connection: env.REDSHIFT_URL, iamRole: 'default', metadata: 's3://acme/arbalest/' },
  },
  pipelines: {
    events: [
      {
        load: 'events',
        source: { use: s3, with: { url: 's3://acme/data/' } },
        strategy: { use: 'manifest', with: { batch: Number(env.BATCH) } },
        target: { table: 'events', properties: { id: 'integer' } },
      },
    ],
  },
})

const end = performance.now() + Number(env.MILLISECONDS)
console.log('called')
const answer = await load({}, { getRemainingTimeInMillis: () => end - performance.now() })
console.log(JSON.stringify(answer))
