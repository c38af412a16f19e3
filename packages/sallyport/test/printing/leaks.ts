/** How a value shows in what was printed: as it is, in base64, in hex, as its bytes' numbers. */
const formsOf = (value: string): readonly string[] => {
  const bytes = Buffer.from(value)
  // Of base64 without its last letters, which depend on what follows
  return [value, bytes.toString('hex'), bytes.toString('base64').replace(/.{0,1}=*$/, ''), bytes.join('')]
}

/** Whether a text shows the value, however a printer has spaced, quoted or grouped it. */
export function shows(text: string, value: string): boolean {
  const bare = text.replace(/[\s,_'"]/g, '')
  return formsOf(value).some((form) => bare.includes(form))
}

/** What a process said of one way after the other: each part begins with the way's name and the subject's. */
export const partsOf = (output: string): readonly { readonly way: string; readonly subject: string; readonly text: string }[] =>
  output
    .split('\n@@@')
    .slice(1)
    .map((part) => {
      const [way = '', subject = '', ...rest] = part.split('@@@')
      return { way, subject, text: rest.join('@@@') }
    })
