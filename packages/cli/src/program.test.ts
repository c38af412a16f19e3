import { PassThrough } from 'node:stream'
import { tasks } from '@sallyport/tasks'
import { expect, test } from 'vitest'
import type { Command } from './command.ts'
import * as commands from './commands.ts'
import { globalFlags } from './global-flags.ts'
import { chosenCommand } from './program.ts'

function choose(...argv: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const chosen = chosenCommand(argv, { stdout, stderr })
  return { chosen, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') }
}

test('takes the flags for every command before and after its name', () => {
  for (const argv of [
    ['--local', '--stage', 'dev', 'list', 'prod/'],
    ['list', 'prod/', '--local', '--stage=dev'],
  ]) {
    expect(choose(...argv).chosen).toMatchObject({ given: { local: true, stage: 'dev', prefix: 'prod/' } })
  }
})

test('never asks with --no-input', () => {
  expect(choose('list', '--no-input').chosen).toMatchObject({ given: { noInput: true } })
  expect(choose('list').chosen).not.toMatchObject({ given: { noInput: true } })
})

test('proposes what was meant', () => {
  expect(() => choose('putt', 'x')).toThrow('Did you mean put?')
  expect(() => choose('list', '--stge', 'dev')).toThrow('Did you mean --stage?')
})

test('repeats of an unknown flag its name alone', () => {
  for (const wrong of ['--value=sk_live_planted', "--value=it's-planted", '-psk_live_planted']) {
    expect(() => choose('put', 'x', wrong)).toThrow(/unknown option/)
    expect(() => choose('put', 'x', wrong)).not.toThrow(/planted/)
  }
})

test('shows help on stdout when asked for it, and on stderr when nothing was asked', () => {
  expect(choose('--help')).toMatchObject({ chosen: 0, stdout: expect.stringContaining('Exit status'), stderr: '' })
  expect(choose()).toMatchObject({ chosen: 2, stdout: '', stderr: expect.stringContaining('Usage') })
})

test('help that was asked for is no wrong use', () => {
  expect(choose('help')).toMatchObject({ chosen: 0, stdout: expect.stringContaining('Exit status'), stderr: '' })
  expect(choose('help', 'put')).toMatchObject({ chosen: 0, stdout: expect.stringContaining('sallyport put'), stderr: '' })
  expect(choose('put', '--help')).toMatchObject({ chosen: 0, stderr: '' })
})

test('a wrong use points to the help of the very command', () => {
  expect(() => choose('grant')).toThrow(`missing required argument 'function': see "sallyport grant --help"`)
  expect(() => choose('local', 'start', '--prt', '1')).toThrow('see "sallyport local start --help"')
  expect(() => choose('putt')).toThrow('see "sallyport --help"')
})

test.each(Object.values<Command>(commands).map((command) => [command.name, command] as const))(
  '%s has an example that is understood, and no flag of another meaning',
  (_name, command) => {
    const argv =
      /sallyport ([^|>")]*)/
        .exec(command.example)?.[1]
        ?.trim()
        .match(/'[^']*'|\S+/g)
        ?.map((word) => word.replaceAll("'", '')) ?? []
    expect(choose(...argv).chosen).toMatchObject({ command })
    expect(Object.keys(command.flags).filter((name) => name in globalFlags)).toEqual([])
  },
)

test('help says what a group of commands is for, and names them', () => {
  const { stdout } = choose('--help')
  expect(stdout.replace(/\s+/g, ' ')).toContain('AWS on loopback: env, exec, start, status, stop')
  expect(stdout).not.toContain('undefined')
})

test('every task has its command', () => {
  const named = Object.values<Command>(commands).flatMap((command) => ('task' in command ? [command.task.name] : []))
  expect(named.sort()).toEqual(
    Object.values(tasks)
      .map(({ name }) => name)
      .sort(),
  )
})
