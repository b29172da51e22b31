import { closedObject, definePlugin, optionsSchema } from '@arbalest/core/plugin'
import * as v from 'valibot'
import { FolderSink } from './folder-sink.js'

const options = optionsSchema(
  closedObject({
    path: v.pipe(v.string(), v.nonEmpty('must be the path of a folder.')),
    wait: v.optional(
      v.pipe(v.number(), v.minValue(0, 'must be the seconds to wait for another transaction, at least 0.')),
    ),
  }),
)

/** A sink that keeps tables and marks in one file of a folder. */
export default definePlugin({
  kind: 'sink',
  name: '@arbalest/example-sink-folder',
  options,
  create: ({ path, wait }, { signal }) => new FolderSink(path, { seconds: wait, signal }),
})
