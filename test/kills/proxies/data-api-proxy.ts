import type { Watcher } from './exchange.js'
import { startHttpProxy, type Answer, type HttpProxy } from './http-proxy.js'
import { phaseOfCall } from './phase.js'

const SLOW_DOWN: Answer = {
  status: 400,
  headers: ['content-type', 'application/x-amz-json-1.1'],
  body: Buffer.from('{"__type":"ThrottlingException","message":"Rate exceeded"}'),
}

/** Starts a proxy to the Data API at `url`, which shows all that passes to `watch`. */
export function startDataApiProxy(url: string, watch: Watcher): Promise<HttpProxy> {
  return startHttpProxy(url, {
    see: ({ headers }, body) => {
      const [, operation = ''] = String(headers['x-amz-target']).split('.')
      const { Sql } = JSON.parse(body.toString()) as { readonly Sql?: string }
      return { exchange: { to: 'redshift', what: phaseOfCall(operation, Sql) }, watch }
    },
    slowDown: SLOW_DOWN,
  })
}
