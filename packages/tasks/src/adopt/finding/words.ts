/** The words of a name: `PAYMENTS_API_KEY`, `paymentsApiKey` and `payments/api-key` are all `payments`, `api`, `key`. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}
