import { Converter } from 'typedoc'

/** Calls each module what it is imported as, without the scope: typedoc calls it by its place, `core/src/plugin`. */
export function load({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children) module.name = module.name.replace('/src', '')
  })
}
