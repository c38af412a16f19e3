import { holds } from './narrator.ts'
import { sallyportJson } from './sallyport-command.ts'
import type { Scene } from './scene.ts'

/** Invokes a function with an event from the project's `events/`, granted what its code reaches; gives what the handler gave. */
export async function invokedWith(name: string, event: string, { project, heard }: Pick<Scene, 'project' | 'heard'>): Promise<unknown> {
  const args = ['invoke', name, '--local', '--event', `events/${event}`]
  const { payload, functionError, log } = await sallyportJson<{ payload: string; functionError?: string; log: string }>(args, project)
  heard.push(payload, log)
  holds(functionError === undefined, `${name} does what its event asks`, payload)
  return JSON.parse(payload)
}
