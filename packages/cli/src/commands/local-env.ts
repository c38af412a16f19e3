import { assertAnswers, findLocalState, TaskError } from '@sallyport/tasks'
import * as v from 'valibot'
import { command, flag } from '../command.ts'
import { isShell, shellLines, shells } from '../local-server/shell-lines.ts'

export const localEnvCommand = command({
  name: 'local env',
  summary: "environment variables that point AWS's own tools at AWS on loopback",
  example: 'eval "$(sallyport local env)"',
  flags: { shell: flag(`${shells.join(', ')}; default: sh`, 'SHELL') },
  output: v.object({
    AWS_ENDPOINT_URL: v.string(),
    AWS_REGION: v.string(),
    AWS_DEFAULT_REGION: v.string(),
    AWS_ACCESS_KEY_ID: v.string(),
    AWS_SECRET_ACCESS_KEY: v.string(),
  }),
  async run({ shell = 'sh' }, terminal, { data: dataDir }) {
    if (!isShell(shell))
      throw new TaskError('WRONG_USE', { message: `--shell ${String(shell)} is not known: give one of ${shells.join(', ')}` })
    const found = await findLocalState({ ...terminal.io, dataDir })
    await assertAnswers(found) // other tools send what they have to whatever is there
    const { state } = found
    const variables = {
      AWS_ENDPOINT_URL: state.endpoint,
      AWS_REGION: state.region,
      AWS_DEFAULT_REGION: state.region,
      AWS_ACCESS_KEY_ID: state.accessKeyId,
      AWS_SECRET_ACCESS_KEY: state.secretAccessKey,
    }
    if (terminal.json) terminal.jsonAnswer(variables)
    else for (const line of shellLines(shell, variables, ['AWS_PROFILE', 'AWS_SESSION_TOKEN'])) terminal.answer(line)
    return 0
  },
})
