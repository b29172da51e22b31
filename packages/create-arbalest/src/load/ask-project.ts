import { confirm, intro, isCancel, outro, select, text } from '@clack/prompts'
import { Refusal, USAGE } from '../refusal.js'
import { DEFAULT_FOLDER, faultOfPlace, faultOfTable, type Said, type SinkName } from './project.js'

const NOTHING = new Refusal('Nothing was written.', { exitCode: 130 })

/** Asks for what was not `said`. Throws `Refusal` if nobody can be asked, or the user wants none of it. */
export async function askProject(folder: string, said: Said): Promise<Said> {
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new Refusal(
      'This is not a terminal, so nothing can be asked: use --yes, and --from for your own files.',
      { exitCode: USAGE },
    )
  intro('A project that loads files')
  const sink = said.sink ?? (await askSink(said))
  const from = said.from ?? (await askPlace(folder, sink))
  const table = said.table ?? (await askTable())
  const isWanted = await confirm({ message: `Write it to ${folder}, and install its packages?` })
  if (isCancel(isWanted) || !isWanted) throw NOTHING
  outro('Here it comes.')
  return { from, table, sink }
}

/** Asks for what is loaded into; what is in S3 begins with Redshift. */
async function askSink({ from }: Said): Promise<SinkName> {
  if (from?.startsWith('s3:')) return 'redshift'
  const answer = await select<SinkName>({
    message: 'What are they loaded into?',
    options: [
      { value: 'duckdb', label: 'DuckDB', hint: 'a file, with neither a server nor a network' },
      { value: 'redshift', label: 'Redshift', hint: 'one on this machine first, then yours' },
    ],
  })
  if (isCancel(answer)) throw NOTHING
  return answer
}

async function askPlace(folder: string, sink: SinkName): Promise<string | undefined> {
  const places = sink === 'duckdb' ? 'A folder' : 'A folder, or s3://bucket/prefix'
  const answer = await text({
    message: `Where are the files, in JSON, CSV or Parquet? ${places}`,
    placeholder: `none: create "${DEFAULT_FOLDER}", with a sample in it`,
    validate: (given) => faultOfPlace(folder, given?.trim() || undefined, sink),
  })
  return answered(answer)
}

async function askTable(): Promise<string | undefined> {
  const answer = await text({
    message: 'What is the table called?',
    placeholder: 'as the folder is',
    validate: (given) => faultOfTable(given?.trim() || undefined),
  })
  return answered(answer)
}

/** What was answered; undefined if nothing was. Throws `Refusal` if the question was left by Ctrl-C. */
function answered(answer: string | symbol | undefined): string | undefined {
  if (typeof answer === 'symbol') throw NOTHING
  return answer?.trim() || undefined
}
