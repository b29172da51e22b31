// A static S3 of one bucket with as many objects as its argument says: it answers ListObjectsV2 and nothing else.
import { createServer } from 'node:http'

const PAGE = 1000
const total = Number(process.argv[2])
const keyOf = (index) => `events/part-${String(index).padStart(10, '0')}.json.gz`

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url, 'http://localhost')
  const from = Number(searchParams.get('continuation-token') ?? 0)
  const to = Math.min(from + PAGE, total)
  let contents = ''
  for (let index = from; index < to; index++) {
    contents += `<Contents><Key>${keyOf(index)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>1000</Size><StorageClass>STANDARD</StorageClass></Contents>`
  }
  const more =
    to < total
      ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${to}</NextContinuationToken>`
      : '<IsTruncated>false</IsTruncated>'
  response.setHeader('content-type', 'application/xml')
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bench</Name><Prefix>events/</Prefix><KeyCount>${to - from}</KeyCount><MaxKeys>${PAGE}</MaxKeys>${more}${contents}</ListBucketResult>`,
  )
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.once('disconnect', () => server.close())
