import { Command, CommanderError } from 'commander'
import { addCreation } from './add-creation.js'
import { USAGE } from './refusal.js'

const program = new Command('create-arbalest').exitOverride().helpOption('-h, --help', 'print this help')
addCreation(program, async (exitCode) => {
  process.exitCode = await exitCode
})
try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : USAGE
}
