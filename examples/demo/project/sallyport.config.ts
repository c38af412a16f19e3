// The configuration of the demo's project: the examples' functions, and one that runs under checkout's role but asks for more.
const {
  PAYMENTS_URL = 'https://api.payments.example',
  WEATHER_URL = 'https://api.weather.example',
  CRM_URL = 'https://crm.example.com',
} = process.env

export default {
  functions: {
    checkout: { entry: 'src/handler.ts', role: 'checkout-role', environment: { PAYMENTS_URL }, timeoutSeconds: 10 },
    forecast: { entry: 'src/forecast/handler.ts', role: 'forecast-role', environment: { WEATHER_URL }, timeoutSeconds: 10 },
    'crm-sync': { entry: 'src/crm-sync/handler.ts', role: 'crm-sync-role', environment: { CRM_URL }, timeoutSeconds: 10 },
    curious: { entry: 'src/curious.ts', role: 'checkout-role' },
  },
}
