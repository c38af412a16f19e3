/** A person ended the question with Ctrl-C. The status is the shell's for an interrupted command. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}
