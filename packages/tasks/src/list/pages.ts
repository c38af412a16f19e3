/** Every page of an answer that goes on with `NextToken`. */
export async function* pagesOf<Page extends { NextToken?: string | undefined }>(
  ask: (next: { NextToken?: string }) => Promise<Page>,
): AsyncGenerator<Page, void> {
  let next: { NextToken?: string } = {}
  for (;;) {
    const page = await ask(next)
    yield page
    if (page.NextToken === undefined || page.NextToken === '') return
    next = { NextToken: page.NextToken }
  }
}
