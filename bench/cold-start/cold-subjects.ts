import { firstAnswer } from '../programs/first-answer.ts'
import { firstRead } from '../programs/first-read.ts'
import { nothing } from '../programs/nothing.ts'
import { type Peers, parameterPeers, secretPeers } from '../reading/peers.ts'
import type { ColdSubject } from './cold-table.ts'

const emptyProcess: ColdSubject = { label: 'empty process', floor: 'by hand', program: { run: nothing } }

const readersOf = (peers: Peers, floor: string, name: string): ColdSubject[] =>
  Object.entries(peers).map(([label, reader]) => ({ label, floor, name, program: { run: firstRead, reader } }))

/** Those who read a secret, the process that reads nothing, and those who read a parameter. */
export const firstReads: readonly ColdSubject[] = [
  emptyProcess,
  ...readersOf(secretPeers, 'by hand', 'bench/key'),
  ...readersOf(parameterPeers, 'by hand, parameter', '/bench/key'),
]

/** Those who read a key and ask an external API with it. */
export const firstAnswers: readonly ColdSubject[] = Object.entries({
  'by hand': 'external-by-hand',
  sallyport: 'external-sallyport',
  'AWS SDK v3': 'external-aws-sdk',
  Powertools: 'external-powertools',
}).map(([label, reader]) => ({
  label,
  floor: 'by hand',
  program: { run: firstAnswer, reader, takes: 'answer' },
}))
