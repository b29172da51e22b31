import type { Command, Option } from 'commander'

/** Returns which pipelines a configuration has, each with the names of its steps; `file` is what `--config` names. */
export type FindPipelines = (file: string | undefined) => Promise<ReadonlyMap<string, readonly string[]>>

/** Returns what the last of `words` may be, of which its beginning is written, after the words before it. */
export async function candidates(
  program: Command,
  words: readonly string[],
  findPipelines: FindPipelines,
): Promise<readonly string[]> {
  const begun = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const found = await all(program, before, begun.startsWith('-'), findPipelines)
  return found.filter((each) => each.startsWith(begun)).toSorted()
}

async function all(
  program: Command,
  before: readonly string[],
  isFlag: boolean,
  findPipelines: FindPipelines,
): Promise<readonly string[]> {
  if (before.includes('--')) return []
  const command = commandOf(program, before)
  const asks = optionsOf(command).find((option) => flagsOf(option).includes(before.at(-1) ?? ''))
  if (asks?.required) return asks.argChoices ?? []
  if (isFlag) return optionsOf(command).flatMap(flagsOf)
  if (command.commands.length > 0) return command.commands.map((each) => each.name())
  const [argument] = command.registeredArguments
  if (argument?.argChoices) return argument.argChoices
  if (command.name() === 'help') return program.commands.map((each) => each.name())
  if (argument?.name() !== 'pipeline' && argument?.name() !== 'step') return []
  const pipelines = await findPipelines(before[before.indexOf('--config') + 1 || before.length])
  const steps = [...pipelines].flatMap(([name, own]) => own.map((step) => `${name}/${step}`))
  return argument.name() === 'step' ? steps : [...pipelines.keys(), ...steps]
}

function commandOf(program: Command, words: readonly string[]): Command {
  let found = program
  for (const word of words) found = found.commands.find((each) => each.name() === word) ?? found
  return found
}

function optionsOf(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command)
}

/** An option is shown by its long name, which says more, if it has one. */
function flagsOf({ long, short }: Option): readonly string[] {
  return [long ?? short].filter((flag) => flag !== undefined && flag !== null)
}
