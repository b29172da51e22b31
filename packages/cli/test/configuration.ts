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

/** A configuration of one pipeline, `quakes`, as the text of a JSON file. */
export function configuration(
  sinkOptions: object = {},
  steps: readonly object[] = [loadStep('events')],
): string {
  return JSON.stringify({
    showValues: true,
    sink: { use: './file-sink.mjs', with: { file: 'sink.json', ...sinkOptions } },
    pipelines: { quakes: steps },
  })
}
