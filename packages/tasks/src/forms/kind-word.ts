/** The word that is typed for a kind: `apiKey` is `api-key`. */
export function kindWord(kind: string): string {
  return kind.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)
}
