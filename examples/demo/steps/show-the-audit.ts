import { holds } from '../narrator.ts'
import { sallyport, sallyportJson } from '../sallyport-command.ts'
import type { Step } from '../scene.ts'

interface Audit {
  readers: { secret: string; reader: string; kind: string; expected: string; reads: number }[]
  denied: { secret: string; reader: string; attempts: number }[]
}

/** Who read what, denied attempts included. */
export const showTheAudit: Step = {
  title: 'Who read what, denied attempts included (sallyport audit)',
  async run({ project, block }) {
    const audit = await sallyportJson<Audit>(['audit', '--local'], project)
    holds(
      audit.readers.some(({ secret, reader, kind }) => secret === 'dev/payments' && reader === 'checkout' && kind === 'function'),
      'checkout is a reader of its key',
      audit.readers,
    )
    holds(
      !audit.readers.some(({ secret, kind }) => secret === 'dev/ledger' && kind === 'function'),
      'no function read the ledger',
      audit.readers,
    )
    holds(
      audit.denied.some(({ secret, reader }) => secret === 'dev/ledger' && reader === 'curious'),
      'the denied attempt is shown',
      audit.denied,
    )
    const { stdout } = await sallyport(['audit', '--local'], project)
    block(stdout)
  },
}
