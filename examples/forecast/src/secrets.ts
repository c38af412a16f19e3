import { apiKey } from 'sallyport'

/** The weather API's key: a SecureString parameter, sent as it is in the header `x-api-key`, and to no other host than this. */
export const weather = /* @__PURE__ */ apiKey(
  { parameter: '/{stage}/weather/key' },
  { hosts: ['api.weather.example'], header: 'x-api-key' },
)
