import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodedForms, filesHolding, filesUnder, formsIn } from '../encoded-forms.ts'
import { holds } from '../narrator.ts'
import type { Step } from '../scene.ts'

/** No key, in any form, in any file of this run, in what anything printed, logged or answered, or in the trail. */
export const searchForTheKeys: Step = {
  title: 'No byte of the keys is in any file, log or event',
  async run({ folder, project, keys, heard, clients, say }) {
    const places = {
      'the trail': JSON.stringify(await clients.events()),
      "the functions' logs": await clients.logs(),
      'what was printed and answered': [...project.printed, ...heard].join('\n'),
    }
    for (const key of keys) {
      const found = filesHolding(key, [folder])
      holds(found.length === 0, 'no file holds a key', found)
      for (const [place, text] of Object.entries(places))
        holds(formsIn(text, key).length === 0, `${place} holds no key`, formsIn(text, key))
    }
    const control = 'a control that was planted' // in a log by the curious function, and here in a file
    await writeFile(join(folder, 'control'), Buffer.from(`x${control}`).toString('base64'))
    holds(filesHolding(control, [folder]).length > 0, 'the search of the files finds what was planted', filesHolding(control, [folder]))
    holds(formsIn(places["the functions' logs"], control).length > 0, 'the search of the logs finds what was planted', '')
    const files = filesUnder(folder)
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    say(
      `looked for ${keys.length} keys in ${encodedForms('x').size} forms (raw, base64, hex, percent, JSON, UTF-16): ${files.length} files with ${(bytes / 1e6).toFixed(1)} MB`,
    )
    for (const [place, text] of Object.entries(places)) say(`and ${(text.length / 1e3).toFixed(0)} KB of ${place.replace('the ', '')}`)
    say('none; the controls that were planted in a file and in a log were found')
  },
}
