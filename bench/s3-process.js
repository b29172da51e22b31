// An S3 whose bucket `bench` has as many objects as it is told, made up as they are asked for. What is written to the
// buckets `metadata` and `journal` is kept by the sandbox's S3 behind it. Each page takes `delay` milliseconds more. It counts
// what it is asked; any message has it tell, and begin again.
import { createServer, request } from 'node:http'
import { startS3 } from '@arbalest/sandbox'
import { contentOf, indexOf, keyOf, versionOf } from './objects.js'
import { told } from './processes.js'
import { countRequest } from './requests.js'

const PAGE = 1000
const SIZE = contentOf(0).length
const { objects, delay = 0 } = told()
let counts = {}

const behind = await startS3()
for (const bucket of ['metadata', 'journal']) await fetch(`${behind.url}/${bucket}`, { method: 'PUT' })

const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, answer) => {
  const url = new URL(incoming.url, 'http://localhost')
  const [, bucket, key = ''] = /^\/([^/]+)\/?(.*)$/.exec(url.pathname) ?? []
  const isListing = url.searchParams.has('list-type')
  const count = countRequest(counts, bucket, isListing ? 'LIST' : incoming.method)
  if (bucket !== 'bench') pass(incoming, answer, count)
  else if (isListing && delay > 0) setTimeout(list, delay, url.searchParams, answer)
  else if (isListing) list(url.searchParams, answer)
  else show(indexOf(key), incoming.method, answer)
})
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }))

process.on('message', () => {
  process.send({ counts })
  counts = {}
})
process.once('disconnect', async () => {
  server.close()
  server.closeAllConnections()
  await behind.stop()
})

function list(parameters, answer) {
  const prefix = parameters.get('prefix') ?? ''
  const after = parameters.get('start-after')
  const from = Number(
    parameters.get('continuation-token') ??
      firstFrom((key) => (after === null || key > after) && key >= prefix),
  )
  const end = firstFrom((key) => key > prefix && !key.startsWith(prefix))
  const to = Math.max(from, Math.min(from + Number(parameters.get('max-keys') ?? PAGE), end))
  let contents = ''
  for (let index = from; index < to; index++) {
    contents += `<Contents><Key>${keyOf(index)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;${versionOf(index)}&quot;</ETag><Size>${SIZE}</Size><StorageClass>STANDARD</StorageClass></Contents>`
  }
  const more =
    to < end
      ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${to}</NextContinuationToken>`
      : '<IsTruncated>false</IsTruncated>'
  answer.setHeader('content-type', 'application/xml')
  answer.end(
    `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bench</Name><Prefix>${prefix}</Prefix><KeyCount>${to - from}</KeyCount><MaxKeys>${PAGE}</MaxKeys>${more}${contents}</ListBucketResult>`,
  )
}

/** The index of the first object whose key `isThere`, as all after it are. */
function firstFrom(isThere) {
  let [low, high] = [0, objects]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isThere(keyOf(middle))) high = middle
    else low = middle + 1
  }
  return low
}

function show(index, method, answer) {
  if (index === undefined || index >= objects) {
    answer.writeHead(404, { 'content-type': 'application/xml' })
    answer.end('<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>')
    return
  }
  answer.writeHead(200, {
    'content-type': 'application/json',
    'content-length': SIZE,
    etag: `"${versionOf(index)}"`,
    'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
  })
  answer.end(method === 'HEAD' ? undefined : contentOf(index))
}

function pass(incoming, answer, count) {
  const { method, headers, url } = incoming
  incoming.on('data', (data) => (count.bytes += data.length))
  const passed = request(new URL(url, behind.url), { method, headers }, (response) => {
    answer.writeHead(response.statusCode, response.headers)
    response.pipe(answer)
  })
  incoming.pipe(passed)
}
