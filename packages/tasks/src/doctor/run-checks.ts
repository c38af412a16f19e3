import { taskErrorOf } from '../account/aws-error.ts'
import type { TaskContext } from '../context.ts'
import { projectFailure } from '../project-failure.ts'
import { TaskError } from '../task-error.ts'
import type { Check, Finding } from './check.ts'
import { toldAs } from './told-as.ts'

/** Runs the checks one after the other. One that breaks or hangs does not stop the others. */
export async function runChecks(checks: readonly Check[], context: TaskContext): Promise<(Finding & { readonly check: string })[]> {
  const findings: (Finding & { readonly check: string })[] = []
  for (const { name, after = [], limitMs = 5000, run } of checks) {
    const failed = findings.find(({ check, status }) => after.includes(check) && (status === 'problem' || status === 'skipped'))
    const found: readonly Finding[] =
      failed === undefined
        ? await within(limitMs, name, (signal) => run(context, signal)).catch((error) => failure(error, context))
        : [{ status: 'skipped', text: `not looked at, since ${failed.check} is not in order` }]
    for (const { status, text, cure } of found) findings.push({ check: name, status, text, ...(cure === undefined ? {} : { cure }) })
  }
  return findings
}

async function failure(error: unknown, { account }: TaskContext): Promise<Finding[]> {
  const told = projectFailure(error)
  const failed = told instanceof TaskError ? told : await taskErrorOf(told, account)
  if (failed === undefined) throw error // a mistake of ours must stay visible
  return [{ status: 'problem', ...toldAs(failed.message) }]
}

async function within<T>(limitMs: number, name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(
        new TaskError('UNREACHABLE', {
          message: `${name} is not known after ${limitMs / 1000} seconds: look at the network, a proxy or a VPN`,
        }),
      )
      ending.abort()
    }, limitMs)
  })
  try {
    return await Promise.race([late, work(ending.signal)])
  } finally {
    clearTimeout(timer)
  }
}
