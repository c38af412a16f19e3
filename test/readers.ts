import type { PageOptions } from './typed-page.ts'

const hidden = 'hidden; ends with Enter'

/** The pages that a reader types from top to bottom, and what the reader has and answers, which a page does not show. */
export const readers: Readonly<Record<string, PageOptions>> = {
  'docs/read-a-key.md': {
    answers: {
      'npx sallyport put stripe --local': [[hidden, 'sk_test_of_page1\r']],
      'npx sallyport put dev/customers/42 --local': [[hidden, 'pk_test_of_page2\r']],
    },
    files: {
      'database.json': '{ "host": "db.example.com", "port": 5432 }',
      'broken.json': '{ "host": "db.example.com", "port": "of text" }',
      'client.p12': Uint8Array.of(0, 255, 10, 13, 0),
    },
    statuses: { 'npx sallyport invoke src/connect.ts --local --stage test': 1 },
  },
  'docs/use-what-exists.md': {
    answers: { 'npx sallyport put payments --local': [[hidden, 'pay_of_the_page\r']] },
    statuses: { 'npx sallyport put orders --local': 2, "npx sallyport delete 'rds!db-6f1c2d3e' --local": 2 },
  },
  'docs/secret-or-parameter.md': {},
}
