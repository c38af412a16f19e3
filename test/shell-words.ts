export interface CommandLine {
  /** What stands after `sallyport`. */
  readonly argv: string[]
  /** Of the block, from 0. */
  readonly line: number
}

/** Every `sallyport …` of a shell block, with or without `npx`, in pipes and substitutions too. */
export function commandLinesOf(text: string): CommandLine[] {
  return joinedLines(text).flatMap(({ typed, line }) => {
    const inner = [...typed.matchAll(substitution)].map(([, command = '']) => command)
    const commands = [typed.replaceAll(substitution, ''), ...inner].flatMap(commandsIn)
    return commands
      .map((words) => (words[0] === 'npx' ? words.slice(1) : words))
      .filter(([program]) => program === 'sallyport')
      .map(([, ...argv]) => ({ argv, line }))
  })
}

/** `$(…)` and `<(…)`. */
const substitution = /[$<]\(([^()]*)\)/g

/** Lines that end in a backslash or a pipe go on in the next. */
function joinedLines(text: string): { typed: string; line: number }[] {
  const joined: { typed: string; line: number }[] = []
  let goesOn = false
  for (const [line, typed] of text.split('\n').entries()) {
    const before = goesOn ? joined.pop() : undefined
    joined.push({ typed: `${before?.typed.replace(/\\$/, '') ?? ''}${typed}`, line: before?.line ?? line })
    goesOn = /[\\|]$/.test(typed)
  }
  return joined
}

/** The words of each command of a line: quotes are taken off; what is assigned before a command, sent elsewhere or said after `#` is left out. */
function commandsIn(line: string): string[][] {
  const pieces = line.matchAll(
    /(?<=^|\s)#.*$|(?<control>&&|\|\||[|;&])|(?<redirection>\d?(?:>>?|<)\s*\S+)|(?<word>(?:'[^']*'|"[^"]*"|\\.|[^\s'"|;&<>\\])+)/g,
  )
  const commands: string[][] = [[]]
  for (const { groups } of pieces) {
    if (groups?.['control'] !== undefined) commands.push([])
    const word = groups?.['word']?.replaceAll(/'([^']*)'|"([^"]*)"|\\(.)/g, '$1$2$3')
    const isAssigned = commands.at(-1)?.length === 0 && /^[A-Z_]+=/.test(word ?? '')
    if (word !== undefined && !isAssigned) commands.at(-1)?.push(word)
  }
  return commands
}
