// Requests to S3, counted by bucket and kind.

/** Counts a request of `kind` to `bucket`; answers its count, to whose `bytes` those that it sends are to be added. */
export function countRequest(counts, bucket, kind) {
  const ofBucket = (counts[bucket] ??= {})
  const count = (ofBucket[kind] ??= { requests: 0, bytes: 0 })
  count.requests++
  return count
}

/** What was asked of one bucket, in words. */
export function describeRequests(ofBucket = {}) {
  const described = Object.entries(ofBucket).map(
    ([kind, { requests, bytes }]) => `${requests} ${kind}${bytes > 0 ? `, ${bytes} bytes sent` : ''}`,
  )
  return described.join('; ') || 'no requests'
}
