// A sandbox, or a local Redshift alone where there is an `endpoint` of S3; it tells how much memory it took at most when asked.
import { startRedshift, startSandbox } from '@arbalest/sandbox'
import { told } from './processes.js'

const { buckets, endpoint } = told()
const credentials = { accessKeyId: 'x', secretAccessKey: 'x' }
const sandbox = endpoint
  ? await startRedshift({ s3: { endpoint, region: 'us-east-1', credentials } })
  : await startSandbox({ buckets })
process.on('message', () => process.send({ peak: process.resourceUsage().maxRSS / 1024 }))
process.once('disconnect', () => sandbox.stop())
process.send({ url: sandbox.url })
