// @ts-check
/**
 * @typedef {object} Command what a command says of itself
 * @property {string} name @property {string} summary
 * @property {Record<string, { text: string, takes: string | undefined }>} flags
 */

/** Lines of a screen that the page shows; the whole is in docs/screens/. */
const shownLines = 40

/** docs/commands.md @param {readonly { command: Command | undefined, screens: readonly string[] }[]} scenes */
export function commandsPage(scenes) {
  const sections = scenes.flatMap(({ command, screens }) => (command === undefined ? [] : [section(command, screens)]))
  return `# Commands

What each command is for, its flags and its screen. Written by \`npm run screens\`; ids, dates, ports and keys are made up. Flags of every
command, and exit statuses: [the command](../packages/cli/README.md). What \`--json\` answers: [schemas/](schemas/).

<!-- commands: begin, written by npm run screens -->
${sections.join('\n')}<!-- commands: end -->
`
}

function section(/** @type {Command} */ { name, summary, flags }, /** @type {readonly string[]} */ screens) {
  const rows = Object.entries(flags).map(
    ([flag, { text, takes }]) => `| \`${long(flag)}${takes === undefined ? '' : ` ${takes}`}\` | ${text.replaceAll('|', '\\|')} |`,
  )
  const table = rows.length === 0 ? '' : `\n| flag | |\n| --- | --- |\n${rows.join('\n')}\n`
  return `## ${name.replace(/ [<[].*/, '')}

\`sallyport ${name}\`: ${summary}.
${table}${screens.map(shown).join('')}`
}

function shown(/** @type {string} */ screen) {
  const lines = screen.trimEnd().split('\n')
  const rest = lines.length > shownLines ? `\n… ${lines.length - shownLines} more lines` : ''
  return `
\`\`\`text
${lines.slice(0, shownLines).join('\n')}${rest}
\`\`\`
`
}

/** \`fromStdin\` is \`--from-stdin\`. */
function long(/** @type {string} */ name) {
  return `--${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`
}
