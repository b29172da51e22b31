import { closedObject, definePlugin, optionsSchema } from '@arbalest/core/plugin'
import * as v from 'valibot'
import { FolderJournal } from './folder-journal.js'

const options = optionsSchema(
  closedObject({
    path: v.pipe(
      v.string('must be the path of a folder.'),
      v.minLength(1, 'must be the path of a folder.'),
      v.description('The folder, which all that run the step must see; it is made if it is not there.'),
    ),
  }),
)

export default definePlugin({
  kind: 'journal',
  name: '@arbalest/example-journal-folder',
  options,
  create: ({ path }, { get, scope }) => new FolderJournal(get('sink'), scope, path),
})
