// The configuration of the demo's project: the example's function, and one that runs under the same role but asks for more.
const environment = { PAYMENTS_URL: process.env['PAYMENTS_URL'] ?? 'https://api.payments.example' }

export default {
  functions: {
    checkout: { entry: 'src/handler.ts', role: 'checkout-role', environment, timeoutSeconds: 10 },
    curious: { entry: 'src/curious.ts', role: 'checkout-role' },
  },
}
