import type { NewDeclaration } from './new-declaration.ts'

/**
 * The first function: it says that it has the secret, and calls the declared host where it is asked to.
 * @param name what the secret is exported as
 */
export function handlerFile({ options: { hosts } }: NewDeclaration, name: string): string {
  const calling =
    hosts === undefined
      ? ''
      : `  if (event.path !== undefined) {
    const answer = await ${name}.fetch(event.path) // to ${hosts} alone, with the credential added
    return { status: answer.status, body: await answer.text() }
  }
`
  const event = hosts === undefined ? '' : ['event: { path?: `/$', '{string}` }'].join('')
  return `import { withSecrets } from 'sallyport'
import { ${name} } from './secrets.js'

export const handler = withSecrets([${name}], async (${event}) => {
${calling}  return \`${name} is \${await ${name}.get()}\` // [redacted] wherever it is printed: reveal() is the one way out
})
`
}
