import type { Phase } from './execution-environment.ts'
import type { FunctionDeployment } from './function-deployment.ts'

/** The lines that Lambda itself writes to a function's log. Source: "Log and monitor Node.js Lambda functions", default log output. */
export function initStartLine({ runtime }: FunctionDeployment, nodeVersion: string = process.version): string {
  return `INIT_START Runtime Version: ${runtime} on Node.js ${nodeVersion} (AWS on loopback runs every nodejs runtime on its own Node.js)`
}

export function initReportLine(phase: Phase): string {
  return `INIT_REPORT Init Duration: ${milliseconds(phase.durationMs)}\tPhase: init\t${statusOf(phase)}`
}

export function startLine(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}`
}

export function endLine(requestId: string): string {
  return `END RequestId: ${requestId}`
}

/** Since August 2025 the time of INIT is billed with the first invocation's ("AWS Lambda standardizes billing for INIT Phase"). */
export function reportLine(requestId: string, memorySizeMb: number, phase: Phase, initMs: number | undefined): string {
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${milliseconds(phase.durationMs)}`,
    `Billed Duration: ${Math.ceil(phase.durationMs + (initMs ?? 0))} ms`,
    `Memory Size: ${memorySizeMb} MB`,
    `Max Memory Used: ${phase.peakMemoryMb} MB`,
    ...(initMs === undefined ? [] : [`Init Duration: ${milliseconds(initMs)}`]),
    statusOf(phase),
  ].join('\t')
}

/** Said only of what Lambda, not the handler, found wrong. */
function statusOf(phase: Phase): string {
  switch (phase.status) {
    case 'timeout':
      return 'Status: timeout'
    case 'exit':
      return 'Status: error\tError Type: Runtime.ExitError'
    case 'error':
      return /^(Runtime|Function|Extension)\./.test(phase.failure.errorType) ? `Status: error\tError Type: ${phase.failure.errorType}` : ''
    case 'success':
      return ''
  }
}

function milliseconds(durationMs: number): string {
  return `${durationMs.toFixed(2)} ms`
}
