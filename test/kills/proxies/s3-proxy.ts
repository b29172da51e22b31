import type { Exchange, Watcher } from './exchange.js'
import { startHttpProxy, type Answer, type HttpProxy } from './http-proxy.js'
import { phaseOfRequest } from './phase.js'

const SLOW_DOWN: Answer = {
  status: 503,
  headers: ['content-type', 'application/xml'],
  body: Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>',
  ),
}

/** Starts a proxy to the S3 at `url`; what passes is shown to whom `watcherOf` names for its bucket. */
export function startS3Proxy(
  url: string,
  to: Exchange['to'],
  watcherOf: (bucket: string) => Watcher,
): Promise<HttpProxy> {
  return startHttpProxy(url, {
    see: ({ method = '', url: path = '' }) => ({
      exchange: { to, what: phaseOfRequest(method, path) },
      watch: watcherOf(path.split(/[/?]/)[1] ?? ''),
    }),
    slowDown: SLOW_DOWN,
  })
}
