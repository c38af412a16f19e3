/** The two halves of a message of the form `<what happened>: <next step>`. A colon inside quotes, backticks or brackets is no such place. */
export function toldAs(message: string): { text: string; cure?: string } {
  const plain = message.replace(/`[^`]*`|"[^"]*"|\([^()]*\)|\{[^{}]*\}/g, (quoted) => '.'.repeat(quoted.length))
  const at = plain.lastIndexOf(': ')
  return at === -1 ? { text: message } : { text: message.slice(0, at), cure: message.slice(at + 2) }
}
