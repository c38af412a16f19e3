import { holds } from '../narrator.ts'
import { sallyportJson } from '../sallyport-command.ts'
import type { Step } from '../scene.ts'

interface Audit {
  readers: { secret: string; reader: string; kind: string; expected: string; reads: number }[]
  denied: { secret: string; reader: string; kind: string; attempts: number }[]
}

/** Who read what, denied attempts included. */
export const showTheAudit: Step = {
  title: 'Who read what, denied attempts included (sallyport audit)',
  async run({ project, block }) {
    const audit = await sallyportJson<Audit>(['audit', '--local'], project, { expected: 1 }) // a denied attempt needs a look
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
    const rows = [
      ...audit.readers.map(({ secret, reader, kind, reads, expected }) => [secret, reader, kind, `${reads} read`, expected]),
      ...audit.denied.map(({ secret, reader, kind, attempts }) => [secret, reader, kind, `${attempts} tried`, 'DENIED']),
    ]
    block(inColumns([['secret', 'reader', 'kind', 'times', 'why'], ...rows]))
  },
}

function inColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
