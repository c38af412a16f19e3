// What the log guard costs: JSON lines of 130 to 200 characters through `masked`, which is what stands before console, stdout and stderr,
// with 1, 20 and 100 secrets in memory; in CPU time, since machines are shared.
//   npm run bench:log-guard [-- rounds]
import { randomBytes } from 'node:crypto'
import { text } from 'sallyport'
import { masked } from 'sallyport/log-guard'
import { fakeSecrets } from 'sallyport/testing'
import { markdownTable } from './measuring/markdown-table.ts'
import { median } from './measuring/samples.ts'

const rounds = Number(process.argv[2] ?? 15)
const linesARound = 40_000

type Pass = (line: string) => string

/** Lines as a function logs them, made anew so that no subject sees a text that another has made flat or hashed. */
const linesWith = (add: (i: number) => string) =>
  Array.from({ length: 2_000 }, (_, i) => {
    const time = new Date(Date.UTC(2026, 10, 24) + i * 977).toISOString()
    const line = {
      level: 'info',
      time,
      msg: `order accepted${add(i)}`,
      orderId: `ord_${i * 7919}`,
      ms: i % 97,
      requestId: randomBytes(8).toString('hex'),
    }
    return JSON.parse(JSON.stringify(`${JSON.stringify(line)}\n`)) as string // parsed: in one piece, as a write gets it
  })

/** Megabytes a second of CPU time. */
function speedOf(pass: Pass, lines: readonly string[]): number {
  const [before, characters] = [process.cpuUsage(), { in: 0, out: 0 }]
  for (let done = 0; done < linesARound; done += lines.length) {
    for (const line of lines) {
      characters.in += line.length
      characters.out += pass(line).length
    }
  }
  if (characters.out === 0) throw new Error('nothing came out')
  const { user, system } = process.cpuUsage(before)
  return characters.in / (user + system)
}

/** What one would write: a regular expression of the values alone. */
const byPattern = (values: readonly string[]): Pass => {
  const pattern = new RegExp(values.map((value) => value.replace(/[^\w]/g, '\\$&')).join('|'), 'g')
  return (line) => line.replace(pattern, '[redacted]')
}

const secrets = fakeSecrets()
const values: string[] = []
const rows: string[][] = []
for (const count of [1, 20, 100]) {
  while (values.length < count) {
    const value = `sk_live_${randomBytes(24).toString('base64url')}`
    values.push(value)
    const handle = text(`bench/${values.length}`)
    secrets.set(handle, value)
    await handle.get()
  }
  const valueAt = (i: number) => values[i % values.length] as string // there is one at least
  const kinds: Record<string, readonly string[]> = {
    'no value': linesWith(() => ''),
    'what begins as a value does': linesWith((i) => ` for ${valueAt(i).slice(0, 12)}`),
    'a value in 1 of 100': linesWith((i) => (i % 100 === 0 ? ` for ${valueAt(i)}` : '')),
    'a value in each': linesWith((i) => ` for ${valueAt(i)}`),
  }
  const subjects: readonly Pass[] = [masked, byPattern(values), (line) => line]
  for (const [kind, lines] of Object.entries(kinds)) {
    if (kind === 'a value in each' && lines.some((line) => !masked(line).includes('[redacted]'))) throw new Error('a value was not masked')
    const samples = subjects.map((): number[] => [])
    for (let round = 0; round < rounds; round += 1)
      subjects.forEach((pass, i) => {
        samples[i]?.push(speedOf(pass, lines))
      })
    rows.push([String(count), kind, ...samples.map((each) => median(each).toFixed(0))])
  }
}
secrets.restore()

console.log(`\nMB of JSON lines a second of CPU time, Node ${process.versions.node}\n`)
console.log(
  markdownTable([['secrets', 'lines with', 'masked, every form', 'one RegExp, values alone', 'nothing done'], ...rows], { words: [0, 1] }),
)
