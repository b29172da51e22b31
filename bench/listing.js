// What it costs to list, against the AWS SDK's paginator, and s5cmd and rclone where they are installed. Each way runs in a
// process of its own, against one server that is as quick as it can be, and one that takes its time for each page.
import { spawnSync } from 'node:child_process'
import { S3Source } from '@arbalest/source-s3'
import { medianOf, printComparison } from './comparison.js'
import { listBySdk } from './list-by-sdk.js'
import { isStarted, measure, start, tell, told } from './processes.js'
import { describeRequests } from './requests.js'

const DELAY = 60
const WAYS = {
  'SDK paginator': listBySdk,
  Arbalest: (endpoint) => listByUs(endpoint),
  'Arbalest, parallel: 1': (endpoint) => listByUs(endpoint, 1),
  ...installed('s5cmd', (endpoint) => ['--endpoint-url', endpoint, 'ls', 's3://bench/*']),
  ...installed('rclone', (endpoint) => [
    'lsf',
    '--recursive',
    '--files-only',
    '--fast-list',
    `:s3,provider=Other,env_auth,list_version=2,endpoint='${endpoint}':bench`,
  ]),
}

if (isStarted) await tell(async () => ({ found: await WAYS[told().way](told().endpoint) }))
else {
  const [objects = '1000000', runs = '5'] = process.argv.slice(2)
  for (const delay of [0, DELAY]) await compare({ objects: Number(objects), runs: Number(runs), delay })
}

async function compare({ objects, runs, delay }) {
  const s3 = await start('s3-process.js', { objects, delay })
  try {
    const measured = Object.fromEntries(Object.keys(WAYS).map((way) => [way, []]))
    const requests = {}
    for (let run = 0; run < runs; run++) {
      for (const way of Object.keys(WAYS)) {
        const measuredNow = await measure('listing.js', { way, endpoint: s3.url })
        if (measuredNow.found !== objects)
          throw new Error(`The way "${way}" found ${measuredNow.found} keys, not ${objects}.`)
        measured[way].push(measuredNow)
        requests[way] = describeRequests((await s3.ask('counts')).counts.bench)
      }
    }
    console.log(`${objects} keys, ${delay} ms a page, medians of ${runs}`)
    printComparison(Object.fromEntries(Object.entries(measured).map(([way, all]) => [way, medianOf(all)])))
    for (const [way, described] of Object.entries(requests)) console.log(`${way}: ${described}`)
  } finally {
    await s3.stop()
  }
}

async function listByUs(endpoint, parallel) {
  let found = 0
  for await (const page of new S3Source({ url: 's3://bench/', endpoint, parallel }).list())
    found += page.length
  return found
}

/** A way by another command, where it is installed. Its CPU and memory are not those that are printed. */
function installed(command, argumentsFor) {
  if (spawnSync(command, ['version']).error) return {}
  const list = (endpoint) => {
    const options = { encoding: 'utf8', maxBuffer: 1e10 }
    const { status, stdout, stderr } = spawnSync(command, argumentsFor(endpoint), options)
    if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`)
    return stdout.split('\n').length - 1
  }
  return { [command]: list }
}
