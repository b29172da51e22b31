import type { Pipeline } from '@arbalest/core'

/**
 * Returns those of `pipelines` that load an object which `event` is about, with all that they need
 * and in the same order; or all, if it is about no object.
 */
export function pipelinesFor(event: unknown, pipelines: readonly Pipeline[]): readonly Pipeline[] {
  const urls = [...objectsIn(event)]
  if (urls.length === 0) return pipelines
  const wanted = new Set<string>()
  const add = (name: string) => {
    if (wanted.has(name)) return
    wanted.add(name)
    pipelines.find((each) => each.name === name)?.needs?.forEach(add)
  }
  for (const { name, steps } of pipelines) {
    const loads = (url: string) =>
      steps.some((step) => step.kind === 'load' && url.startsWith(step.source.url))
    if (urls.some(loads)) add(name)
  }
  return pipelines.filter(({ name }) => wanted.has(name))
}

/**
 * Yields the URLs of the objects that an event is about: a notification of S3
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html), the
 * same within a message of SQS, or an event of EventBridge
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html).
 */
function* objectsIn(event: unknown): Generator<string> {
  const { Records: records, detail } = Object(event) as {
    readonly Records?: unknown
    readonly detail?: unknown
  }
  const fromBridge = objectOf(detail)
  if (fromBridge) yield `s3://${fromBridge.bucket}/${fromBridge.key}`
  for (const record of Array.isArray(records) ? (records as readonly unknown[]) : []) {
    const { s3, body } = Object(record) as { readonly s3?: unknown; readonly body?: unknown }
    const notified = objectOf(s3)
    // In a notification, and only there, keys are written as in the query of a URL.
    if (notified) yield `s3://${notified.bucket}/${decodeURIComponent(notified.key.replaceAll('+', ' '))}`
    if (typeof body === 'string') yield* objectsIn(parsed(body))
  }
}

function objectOf(value: unknown): { readonly bucket: string; readonly key: string } | undefined {
  const { bucket, object } = Object(value) as {
    readonly bucket?: { readonly name?: unknown }
    readonly object?: { readonly key?: unknown }
  }
  const [name, key] = [bucket?.name, object?.key]
  return typeof name === 'string' && typeof key === 'string' ? { bucket: name, key } : undefined
}

/** A message that is no JSON is about no object. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
