import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))

/** Installs modules of Go into a folder, in which `go run` then finds them if GOENV names the folder's `go.env`. */
export function installGo(folder, modules) {
  install(folder, modules, (run) => {
    const place = `${root}${folder}`
    run('go', 'env', '-w', `GOMODCACHE=${place}/modules`, `GOCACHE=${place}/cache`, 'GOFLAGS=-modcacherw')
    run('go', 'mod', 'init', 'clients')
    run('go', 'get', ...modules)
    // What is compiled once makes each `go run` short.
    run('go', 'build', ...modules.map((module) => module.replace(/@.*/, '')))
  })
}

/** Installs artifacts of Maven, each as `group:name:version`, into a folder, with all that they depend on. */
export function installJava(folder, artifacts) {
  const dependencies = artifacts.map((artifact) => {
    const [group, name, version] = artifact.split(':')
    return `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`
  })
  install(folder, artifacts, (run) => {
    writeFileSync(
      `${root}${folder}/pom.xml`,
      `<project><modelVersion>4.0.0</modelVersion><groupId>clients</groupId><artifactId>clients</artifactId>` +
        `<version>1</version><dependencies>${dependencies.join('')}</dependencies></project>`,
    )
    run('mvn', '--quiet', 'dependency:copy-dependencies', '-DoutputDirectory=.')
  })
}

/** Has `work` install what is wanted, once; names what cannot be installed. */
function install(folder, wanted, work) {
  const place = `${root}${folder}`
  const marker = `${place}/installed.txt`
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted.join('\n')) return
  console.log(`installing ${wanted.join(', ')} into ${folder}`)
  mkdirSync(place, { recursive: true })
  const env = { ...process.env, GOENV: `${place}/go.env` }
  try {
    work((command, ...parameters) => execFileSync(command, parameters, { cwd: place, env, stdio: 'inherit' }))
  } catch (error) {
    console.error(`not installed, and so not tested: ${wanted.join(', ')} (${error.message})`)
    return
  }
  writeFileSync(marker, wanted.join('\n'))
}
