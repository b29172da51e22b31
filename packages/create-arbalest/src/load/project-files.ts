import { readFile } from 'node:fs/promises'
import { readTemplate } from '../files.js'
import type { PackageParts } from '../package-json.js'
import { METADATA_BUCKET, type Project } from './project.js'

/** Where the JSON Schema of the configuration is written. */
export const JSON_SCHEMA = 'arbalest.schema.json'

/** What the project's `package.json` has: packages of this one's version, and the commands. */
export async function packageParts({ bucket, from }: Project): Promise<PackageParts> {
  const version = await ownVersion()
  const served = /^[\w./-]+$/.test(from) ? from : JSON.stringify(from)
  const sandbox = `arbalest sandbox --data .sandbox --bucket ${bucket}=${served} --bucket ${METADATA_BUCKET}`
  return {
    scripts: { start: `${sandbox} -- arbalest run`, sandbox, test: 'node --test' },
    dependencies: {
      '@arbalest/cli': version,
      '@arbalest/core': version,
      '@arbalest/sink-redshift': version,
      '@arbalest/source-s3': version,
    },
    devDependencies: { '@arbalest/sandbox': version, '@arbalest/schema': version, pg: '^8.23.1' },
  }
}

/** Returns the range of versions that packages of a project have: this one's, which is theirs. */
export async function ownVersion(): Promise<string> {
  const own = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  return `^${(JSON.parse(own) as { readonly version: string }).version}`
}

/** The configuration that loads `pipelines`, which are in YAML. */
export function configurationText({ url }: Project, pipelines: string): string {
  const place = url === undefined ? ', and write the place\n# of your files below' : ''
  return `# yaml-language-server: $schema=./${JSON_SCHEMA}
# The sandbox sets REDSHIFT_URL. For your own Redshift, set it and the other variables${place};
# "npx arbalest doctor" then reports what is missing.
sink:
  use: redshift
  with:
    connection: \${env:REDSHIFT_URL}
    iamRole: \${env:REDSHIFT_ROLE:-default}
    metadata: s3://\${env:METADATA_BUCKET:-${METADATA_BUCKET}}/

${pipelines}`
}

/** The test of the project: that each row is loaded, and once. */
export async function testText({ bucket, from }: Project): Promise<string> {
  const text = await readTemplate('load/test/load.test.mjs')
  return text.replace("data: 'data'", () => `${JSON.stringify(bucket)}: ${JSON.stringify(from)}`)
}
