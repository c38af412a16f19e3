import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodedForms, filesHolding, filesUnder, formsIn } from '../encoded-forms.ts'
import { holds } from '../narrator.ts'
import type { Step } from '../scene.ts'

const eventNames = [
  'CreateSecret',
  'PutSecretValue',
  'GetSecretValue',
  'PutRolePolicy',
  'CreateFunction20150331',
  'UpdateFunctionConfiguration20150331v2',
]

/** No key, in any form, in any file of this run, in what anything printed, logged or answered, or in the trail. */
export const searchForTheKeys: Step = {
  title: 'No byte of the keys is in any file, log or event',
  async run({ folder, project, keys, heard, clients, say }) {
    const trail = Buffer.from(JSON.stringify(await Promise.all(eventNames.map((name) => clients.events(name)))))
    const texts = Buffer.from([...project.printed, ...heard].join('\n'))
    for (const key of keys) {
      const found = filesHolding(key, [folder])
      holds(found.length === 0, 'no file holds a key', found)
      holds(formsIn(texts, key).length === 0, 'nothing that was printed, logged or answered holds a key', formsIn(texts, key))
      holds(formsIn(trail, key).length === 0, 'no event holds a key', formsIn(trail, key))
    }
    const control = 'a control that was planted'
    await writeFile(join(folder, 'control'), Buffer.from(`x${control}`).toString('base64'))
    holds(filesHolding(control, [folder]).length > 0, 'the search finds what was planted', filesHolding(control, [folder]))
    const files = filesUnder(folder)
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    say(
      `looked for ${keys.length} keys in ${encodedForms('x').size} forms (raw, base64, hex, percent, JSON, UTF-16): ${files.length} files with ${(bytes / 1e6).toFixed(1)} MB,`,
    )
    say(
      `${(texts.length / 1e3).toFixed(0)} KB of output, logs and answers, ${(trail.length / 1e3).toFixed(0)} KB of events: none; a planted control was found`,
    )
  },
}
