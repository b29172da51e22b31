/** What the standard environment variables say (https://openlineage.io/docs/client/python/configuration). */
export interface LineageEnvironment {
  /** `OPENLINEAGE_URL`. */
  readonly url: string | undefined
  /** `OPENLINEAGE_ENDPOINT`. */
  readonly endpoint: string | undefined
  /** `OPENLINEAGE_API_KEY`. */
  readonly apiKey: string | undefined
  /** `OPENLINEAGE_NAMESPACE`. */
  readonly namespace: string | undefined
  /** `OPENLINEAGE_DISABLED`: whether it is `true`. */
  readonly disabled: boolean
  /** `OPENLINEAGE_PARENT_ID`: the run of another job that runs this one, as `namespace/name/run`. */
  readonly parent: string | undefined
  /** `OPENLINEAGE_ROOT_PARENT_ID`: the outermost of such runs, in the same form. */
  readonly root: string | undefined
}

/** Returns what the environment of this process says; an empty variable says nothing. */
export function readEnvironment(): LineageEnvironment {
  const of = (name: string) => process.env[`OPENLINEAGE_${name}`] || undefined
  return {
    url: of('URL'),
    endpoint: of('ENDPOINT'),
    apiKey: of('API_KEY'),
    namespace: of('NAMESPACE'),
    disabled: of('DISABLED')?.toLowerCase() === 'true',
    parent: of('PARENT_ID'),
    root: of('ROOT_PARENT_ID'),
  }
}
