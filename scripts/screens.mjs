// @ts-check
// `npm run screens`: types each command at a pseudo-terminal, in a project of its own against AWS on loopback, and writes what is seen into
// docs/screens/, and docs/commands.md from that. With `-- --check` it types nothing and looks whether commands, screens and page fit.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled, root } from './installed.mjs'
import { commandsPage } from './screens/commands-page.mjs'
import { project, scenes } from './screens/scenes.mjs'
import { stable } from './screens/stable.mjs'

const folder = join(root, 'docs', 'screens')
const page = join(root, 'docs', 'commands.md')
const bin = join(root, 'packages', 'sallyport', 'bin', 'sallyport.mjs')
const isCheck = process.argv.includes('--check')
if (!isCheck) ensureInstalled()

const fileOf = (/** @type {{ command: string, as?: string }} */ { command, as }) =>
  `${[...command.split(' '), ...(as === undefined ? [] : [as])].join('-')}.txt`
const problems = []
const commands = await allCommands()
for (const words of commands.keys())
  if (!scenes.some((each) => each.command === words)) problems.push(`scripts/screens/scenes.mjs has no line for ${words}`)
for (const { command } of scenes)
  if (!commands.has(command)) problems.push(`scripts/screens/scenes.mjs has a line for ${command}, which is no command`)
if (!isCheck && problems.length === 0) await writeScreens()
const stale = (existsSync(folder) ? readdirSync(folder) : []).filter((file) => !scenes.some((scene) => fileOf(scene) === file))
for (const file of stale) problems.push(`docs/screens/${file} is of no scene`)
for (const scene of scenes) if (!existsSync(join(folder, fileOf(scene)))) problems.push(`docs/screens/${fileOf(scene)} is not there`)
if (problems.length === 0) {
  const screensOf = (/** @type {string} */ words) =>
    scenes.filter(({ command }) => command === words).map((scene) => readFileSync(join(folder, fileOf(scene)), 'utf8'))
  const inOrder = [...new Set(scenes.map(({ command }) => command))]
  const text = commandsPage(inOrder.map((words) => ({ command: commands.get(words), screens: screensOf(words) })))
  if (!isCheck) writeFileSync(page, text)
  else if (!existsSync(page) || readFileSync(page, 'utf8') !== text) problems.push('docs/commands.md is not as commands and screens say')
}
for (const problem of problems) console.error(`${problem}: run "npm run screens"`)
process.exitCode = problems.length === 0 ? 0 : 1

/** From the built files: the package's door is the command alone. */
async function allCommands() {
  /** @type {Record<string, import('./screens/commands-page.mjs').Command>} */
  const table = await import(pathToFileURL(join(root, 'packages', 'cli', 'dist', 'commands.js')).href)
  return new Map(Object.values(table).map((command) => [command.name.replace(/ [<[].*/, ''), command]))
}

async function writeScreens() {
  const { screenOf } = await import('./screens/terminal.mjs')
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'sallyport-screens-')))
  const home = mkdtempSync(join(tmpdir(), 'sallyport-home-'))
  const aside = mkdtempSync(join(tmpdir(), 'sallyport-aside-'))
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_CONFIG_HOME: join(home, 'config'), AWS_EC2_METADATA_DISABLED: 'true' }
  try {
    writeAll(project, cwd)
    mkdirSync(join(cwd, 'node_modules'))
    symlinkSync(join(root, 'packages', 'sallyport'), join(cwd, 'node_modules', 'sallyport'), 'junction')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    for (const scene of scenes) {
      const { command, args, before = [], answers = [], status = 0, files } = scene
      const place = files === undefined ? cwd : realpathSync(mkdtempSync(join(aside, 'place-')))
      writeAll(files ?? {}, place)
      for (const words of before) spawnSync(process.execPath, [bin, ...words], { cwd, env, input: 'another-value-of-the-screens' })
      const typed = [...command.split(' '), ...args]
      const seen = await screenOf(process.execPath, [bin, ...typed], {
        cwd: place,
        env: { ...env, SALLYPORT_LOCAL: join(cwd, '.sallyport') },
        answers,
      })
      if (seen.status !== status) throw new Error(`${typed.join(' ')} ended with ${seen.status}, not ${status}:\n${seen.screen}`)
      writeFileSync(join(folder, fileOf(scene)), stable(`$ sallyport ${typed.map(word).join(' ')}\n${seen.screen}`, place))
      console.log(`docs/screens/${fileOf(scene)}`)
    }
  } finally {
    spawnSync(process.execPath, [bin, 'local', 'stop'], { cwd, env })
    for (const each of [cwd, home, aside]) rmSync(each, { recursive: true, force: true })
  }
}

function writeAll(/** @type {Readonly<Record<string, string>>} */ files, /** @type {string} */ place) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, file)), { recursive: true })
    writeFileSync(join(place, file), text, { mode: 0o600 })
  }
}

/** As a person would type it. */
function word(/** @type {string} */ text) {
  return /^[\w./:=@-]+$/.test(text) ? text : `'${text}'`
}
