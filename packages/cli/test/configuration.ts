/** A step that loads the folder `data` into the sink of the test plugins. */
export function loadStep(name: string, more: object = {}): object {
  return {
    load: name,
    source: { use: './folder-source.mjs', with: { folder: 'data' } },
    strategy: { use: 'manifest' },
    target: { table: 'events', properties: { mag: 'real' } },
    ...more,
  }
}

/** A configuration of one pipeline, `quakes`, as the text of a JSON file. If the sink leaves rows out, the steps allow for that. */
export function configuration(
  sinkOptions: { readonly fault?: string; readonly [name: string]: unknown } = {},
  steps: readonly object[] = [loadStep('events')],
): string {
  const allowing = sinkOptions.fault?.startsWith('leave out')
  return JSON.stringify({
    showValues: true,
    sink: { use: './file-sink.mjs', with: { file: 'sink.json', ...sinkOptions } },
    pipelines: { quakes: allowing ? steps.map((step) => ({ onBadRow: { skip: 9 }, ...step })) : steps },
  })
}
