/** What is measured beside each other: the name in the table, and its file in `readers/`. The first is the floor of the others. */
export type Peers = Readonly<Record<string, string>>

export const secretPeers = {
  'by hand': 'by-hand',
  sallyport: 'sallyport',
  'AWS SDK v3': 'aws-sdk',
  Powertools: 'powertools',
  middy: 'middy',
  aws4fetch: 'aws4fetch',
} as const

export const parameterPeers = {
  'by hand, parameter': 'by-hand-parameters',
  'sallyport, parameter': 'sallyport-parameters',
  'AWS SDK v3, parameter': 'aws-sdk-parameters',
  'Powertools, parameter': 'powertools-parameters',
  'middy, parameter': 'middy-parameters',
  'aws4fetch, parameter': 'aws4fetch-parameters',
} as const
