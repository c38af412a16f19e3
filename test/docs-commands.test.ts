// What the documents tell to type is what the command takes: every line of every shell block is parsed by the real table of commands.
import { TaskError } from '@sallyport/tasks'
import { expect, test } from 'vitest'
import { chosenCommand } from '../packages/cli/src/program.ts'
import { blocksOf, documents } from './documents.ts'
import { type CommandLine, commandLinesOf } from './shell-words.ts'

const lines = documents().flatMap((document) =>
  blocksOf(document)
    .filter(({ language, file }) => language === 'sh' && file === undefined)
    .flatMap(({ text, line }) => commandLinesOf(text).map((each) => ({ ...each, at: `${document}:${line + each.line}` }))),
)

test('every command that a document tells to type is one, with flags that it has and as many arguments as it takes', () => {
  expect(lines.length).toBeGreaterThan(30)
  expect(lines.map(problemOf).filter((problem) => problem !== undefined)).toEqual([])
})

test.each([
  'sallyport putt dev/stripe',
  'sallyport put dev/stripe --knd api-key',
  'sallyport history',
  'sallyport put dev/stripe another',
  'npx sallyport local begin',
  'eval "$(npx sallyport local envs)"',
])('%s would be found', (text) => {
  expect(commandLinesOf(text).map((line) => problemOf({ ...line, at: 'here' }))).toEqual([expect.stringContaining('here: ')])
})

test.each<[string, string[][]]>([
  ["npx sallyport put dev/stripe --file 'a b.pem' # hidden", [['put', 'dev/stripe', '--file', 'a b.pem']]],
  ['STAGE=prod sallyport list | sort > names', [['list']]],
  ['npm ci && npx sallyport local exec -- npm test', [['local', 'exec', '--', 'npm', 'test']]],
  ['printf %s "$KEY" |\n  sallyport put dev/stripe \\\n  --local', [['put', 'dev/stripe', '--local']]],
  ['sallyport invoke shop --payload \'{"a": "b # c"}\'', [['invoke', 'shop', '--payload', '{"a": "b # c"}']]],
  ['source <(sallyport completion bash)', [['completion', 'bash']]],
])('%s is read as a shell reads it', (text, expected) => {
  expect(commandLinesOf(text).map(({ argv }) => argv)).toEqual(expected)
})

function problemOf({ argv, at }: CommandLine & { at: string }): string | undefined {
  try {
    return chosenCommand(argv, process) === 2 ? `${at}: no command is named` : undefined
  } catch (error) {
    if (error instanceof TaskError) return `${at}: ${error.message}`
    throw error
  }
}
