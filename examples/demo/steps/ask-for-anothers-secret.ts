import { holds } from '../narrator.ts'
import { sallyport } from '../sallyport-command.ts'
import type { Step } from '../scene.ts'

/** A function under the same role that asks for what it was not granted. */
export const askForAnothersSecret: Step = {
  title: "A function under the same role asks for another function's secret",
  async run({ project, heard, say, block }) {
    const { stdout } = await sallyport(['invoke', 'curious', '--local', '--no-grant', '--json'], project)
    const { payload, log } = JSON.parse(stdout) as { payload: string; log: string } // the command's stable output
    heard.push(payload, log)
    const { errorMessage } = JSON.parse(payload) as { errorMessage?: string } // Lambda's error shape
    holds(errorMessage?.includes('may not read secret dev/ledger') === true, 'it is refused', payload)
    say('refused:')
    block(errorMessage)
  },
}
