import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { spawn } from '@lydell/node-pty'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lacks } from '../../../test/platform.ts'
import { bin, emptyPlace, type Place, sallyport } from './running/command.ts'
import { writeProject } from './running/project.ts'

let place: Place
beforeAll(() => {
  const empty = emptyPlace()
  writeProject(empty.cwd)
  const folder = join(empty.cwd, 'bin')
  mkdirSync(folder)
  writeFileSync(join(folder, 'sallyport'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`, { mode: 0o755 })
  place = { ...empty, env: { ...empty.env, PATH: `${folder}${delimiter}${process.env['PATH']}` } }
})
afterAll(() => place.remove())

/** What the last of `words` may go on to be. */
async function completed(...words: string[]): Promise<string[]> {
  const { status, stdout, stderr } = await sallyport(place, ['completion', 'complete', '--', ...words])
  expect(status, stderr).toBe(0)
  expect(stderr).toBe('')
  return stdout
    .trim()
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t')[0] ?? '')
}

test('knows the commands, the groups and what is in them', async () => {
  const all = await completed('')
  expect(all).toEqual(expect.arrayContaining(['put', 'grant', 'local', 'completion']))
  expect(all.filter((each) => each === 'local')).toHaveLength(1)
  expect(await completed('gr')).toEqual(['grant'])
  expect(await completed('local', 'st')).toEqual(['start', 'status', 'stop'])
})

test('knows the shells of completion, and the commands that help tells of', async () => {
  expect(await completed('completion', '')).toEqual(['bash', 'zsh', 'fish', 'powershell'])
  expect(await completed('completion', 'po')).toEqual(['powershell'])
  expect(await completed('hel')).toEqual(['help'])
  const told = await completed('help', '')
  expect(told).toEqual(expect.arrayContaining(['put', 'grant', 'local', 'completion']))
  expect(told.filter((each) => each === 'local')).toHaveLength(1)
  expect(told).not.toContain('help')
  expect(await completed('help', 'gr')).toEqual(['grant'])
})

test('knows the flags of a command, and those of all commands', async () => {
  expect(await completed('put', '--')).toEqual(expect.arrayContaining(['--kind', '--from-stdin', '--local', '--stage']))
  expect(await completed('list', '--ki')).toEqual([])
  expect(await completed('local', 'start', '--mem')).toEqual(['--memory'])
})

test("knows the names of the project's functions, secrets, stages and kinds", async () => {
  expect(await completed('grant', 'che')).toEqual(['checkout'])
  expect(await completed('put', '')).toEqual(['stripe', 'crm', 'weather'])
  expect(await completed('get', 'str')).toEqual(['stripe'])
  const local = await completed('put', '--local', '')
  expect([...local].sort()).toEqual(['/dev/weather/key', 'crm', 'dev/crm', 'dev/stripe', 'stripe', 'weather'])
  expect(await completed('--stage', 'prod', 'put', 'prod/s')).toEqual(['prod/stripe'])
  expect(await completed('list', '--stage', 'pro')).toEqual(['prod', 'production'])
  expect(await completed('put', '--kind', 'api')).toEqual(['api-key'])
})

test('is silent in a project that cannot be read', async () => {
  const broken = emptyPlace()
  writeFileSync(join(broken.cwd, 'sallyport.config.mjs'), 'throw new Error("planted")\n')
  const { status, stderr, stdout } = await sallyport(broken, ['completion', 'complete', '--', 'grant', ''])
  broken.remove()
  expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: '', stdout: ':4\n' })
})

describe('the script for', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('%s asks the command, with the words as they are', async (shell) => {
    const { status, stdout } = await sallyport(place, ['completion', shell])
    expect(status).toBe(0)
    expect(stdout).toMatch(/sallyport completion complete '?--'? /)
    expect(stdout).toMatch(
      {
        bash: /^complete .* sallyport$/m,
        zsh: /^#compdef sallyport/,
        fish: /^complete -c sallyport/m,
        powershell: /Register-ArgumentCompleter/,
      }[shell] ?? /$^/,
    )
  })

  test.for(['bash', 'zsh', 'fish', 'pwsh'])('%s is accepted by that shell', async (shell, { skip }) => {
    if (spawnSync(shell, ['-c', 'exit 0']).status !== 0) {
      console.warn(`skipped: ${shell} is not installed here, so that its completion script was only read`)
      skip(`${shell} is not installed`)
    }
    const { stdout } = await sallyport(place, ['completion', shell === 'pwsh' ? 'powershell' : shell])
    const file = join(place.cwd, `completion.${shell}`)
    writeFileSync(file, stdout)
    const line = {
      bash: `source '${file}'; source '${file}'`,
      zsh: `autoload -U compinit; compinit -D; source '${file}'`,
      fish: `source '${file}'`,
      pwsh: `. '${file}'`,
    }[shell]
    const { status, stderr } = spawnSync(shell, ['-c', line ?? ''], { env: place.env, encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  test('a shell that is not known is refused', async () => {
    expect(await sallyport(place, ['completion', 'tcsh'])).toMatchObject({ status: 2, stdout: '' })
    expect((await sallyport(place, ['completion'])).status).toBe(2)
  })
})

describe.skipIf(lacks('a POSIX shell'))('in bash', () => {
  /** What bash proposes after `line`. */
  function proposed(line: string): string[] {
    const script = `source <(sallyport completion bash)
COMP_LINE=$1 COMP_POINT=\${#1}
_sallyport_complete
printf '%s\\n' "\${COMPREPLY[@]}"`
    return execFileSync('bash', ['-c', script, 'bash', line], { cwd: place.cwd, env: place.env, encoding: 'utf8' }).trim().split('\n')
  }

  test('completes words, flags and the values of flags', () => {
    expect(proposed('sallyport gra')).toEqual(['grant'])
    expect(proposed('sallyport put --kind api')).toEqual(['api-key'])
    expect(proposed('sallyport put --kind=api')).toEqual(['api-key'])
    expect(proposed('sallyport completion ')).toEqual(['bash', 'zsh', 'fish', 'powershell'])
    expect(proposed('sallyport help gr')).toEqual(['grant'])
    expect(proposed('sallyport local st')).toEqual(['start', 'status', 'stop'])
    expect(proposed('sallyport local ').sort()).toEqual(['env', 'exec', 'start', 'status', 'stop'])
    expect(proposed('sallyport get ').sort()).toEqual(['crm', 'stripe', 'weather'])
  })

  test('runs nothing of what was typed', () => {
    expect(proposed('sallyport put $(touch planted) `touch planted` che')).toEqual([''])
    expect(existsSync(join(place.cwd, 'planted'))).toBe(false)
  })

  test('completes at the press of Tab', async () => {
    const shell = spawn('bash', ['--norc', '--noprofile', '-i'], { cwd: place.cwd, env: { ...place.env, PS1: 'type> ', TERM: 'dumb' } })
    let drawn = ''
    const waiting = new Set<() => void>()
    shell.onData((data) => {
      drawn += data
      for (const look of waiting) look()
    })
    const until = (text: RegExp) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (text.test(drawn)) resolve()
        }
        waiting.add(look)
        look()
      })
    const ended = new Promise<void>((resolve) => shell.onExit(() => resolve()))
    await until(/type> $/)
    shell.write('source <(sallyport completion bash); echo ready-$((1+1))\r')
    await until(/ready-2\s+type> $/) // what is typed before the prompt is not edited, but taken as it is
    shell.write('sallyport invo\t')
    await until(/type> sallyport invoke $/)
    shell.kill()
    await ended
  })
})
