/** A request on its way through a proxy, and what is asked. */
export interface Exchange {
  /** Who asks whom: the command asks Redshift or S3, or Redshift asks S3, during a COPY. */
  readonly to: 'redshift' | 's3' | 'copy'
  /** In a few words, the same for all requests of a kind: `commit`, `put manifest`. */
  readonly what: string
}

/**
 * An instant in an exchange: the server has not been given the request yet; it has,
 * and has not answered; it has answered, and the client has not been given that.
 */
export type Moment = 'asked' | 'given' | 'answered'

/**
 * What becomes of an exchange. `break`: both connections end, and nothing more is
 * passed on. `linger`: the server does not learn that its client has gone until it
 * has answered, and the client is not given that answer. `hang`: nothing happens, and the connection stays. `slow down`: S3
 * answers 503. `truncate`: half of S3's answer comes, and then the connection breaks.
 */
export type Fate = 'pass' | 'break' | 'linger' | 'hang' | 'slow down' | 'truncate'

/** Sees every instant, and decides. */
export type Watcher = (exchange: Exchange, moment: Moment) => Fate | Promise<Fate>

/** Lets everything pass. */
export const unwatched: Watcher = () => 'pass'
