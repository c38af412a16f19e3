import { execFileSync, spawn } from 'node:child_process'

/** The Node that is measured: programs are started with it, while the bench itself runs on its own. */
export interface MeasuredNode {
  path: string
  version: string
}

export function measuredNode(path = process.execPath): MeasuredNode {
  return { path, version: execFileSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim() }
}

/** Runs a program in a fresh process that has nothing in its environment but what is given, and gives what it tells of itself. */
export async function told<T>(node: MeasuredNode, file: string, env: Record<string, string>): Promise<T> {
  const child = spawn(node.path, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  const code = await new Promise<number | null>((ended) => child.on('close', ended))
  if (code !== 0) throw new Error(`${file} ended with ${code}`)
  return JSON.parse(output) as T // our own programs write nothing else
}
