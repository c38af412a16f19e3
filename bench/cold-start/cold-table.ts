import { inTurn } from '../measuring/in-turn.ts'
import { markdownTable } from '../measuring/markdown-table.ts'
import { type MeasuredNode, told } from '../measuring/measured-node.ts'
import { median, medianRatio } from '../measuring/samples.ts'
import type { Format, Program } from '../programs/bundled.ts'
import type { ColdStage, Scheme } from './cold-stage.ts'

/** A row: what is started, and the row it is held against. */
export interface ColdSubject {
  label: string
  floor: string
  program: Program
  /** The name that it reads. */
  name?: string
}

export interface ColdTable {
  title: string
  format: Format
  subjects: readonly ColdSubject[]
  node: MeasuredNode
  rounds: number
}

interface Sample {
  wallMs: number
  cpuMs: number
}

/** Starts every subject in turn, over one scheme, and gives the table of when its value was there, with ours beside the SDK below it. */
export async function coldTable({ programs }: ColdStage, { scheme, environment }: Scheme, table: ColdTable): Promise<string> {
  const { title, format, subjects, node, rounds } = table
  const files = new Map<string, string>()
  for (const { label, program } of subjects) files.set(label, await programs.bundle(program, format))

  const samplesOf = await inTurn(
    subjects.map(({ label }) => label),
    rounds,
    async (label): Promise<Sample> => {
      const env = { ...environment, BENCH_NAMES: subjects.find((subject) => subject.label === label)?.name ?? '' }
      const startedAt = performance.timeOrigin + performance.now()
      const { readAt, cpuMs } = await told<{ readAt: number; cpuMs: number }>(node, files.get(label) ?? '', env)
      return { wallMs: readAt - startedAt, cpuMs }
    },
  )
  const of = (label: string, figure: keyof Sample) => samplesOf(label).map((sample) => sample[figure])
  const ratio = (label: string, beside: string, figure: keyof Sample) => medianRatio(of(label, figure), of(beside, figure)).toFixed(2)
  const row = ({ label, floor }: ColdSubject) => [
    label,
    median(of(label, 'wallMs')).toFixed(1),
    `${ratio(label, floor, 'wallMs')} ×`,
    median(of(label, 'cpuMs')).toFixed(1),
    `${ratio(label, floor, 'cpuMs')} ×`,
  ]
  const besideSdk = subjects.some(({ label }) => label === 'AWS SDK v3')
    ? `\n\nsallyport beside AWS SDK v3: ${ratio('sallyport', 'AWS SDK v3', 'wallMs')} × its wall time, ${ratio('sallyport', 'AWS SDK v3', 'cpuMs')} × its CPU time`
    : ''
  return [
    `\n${title} over ${scheme}, ${format === 'cjs' ? 'one CommonJS file' : 'one ES module'}, Node ${node.version}, medians of ${rounds}\n`,
    markdownTable([['reader', 'wall ms', '× by hand', 'CPU ms', '× by hand'], ...subjects.map(row)]) + besideSdk,
  ].join('\n')
}
