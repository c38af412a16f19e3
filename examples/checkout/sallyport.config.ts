export default {
  functions: {
    checkout: { entry: 'src/handler.ts', role: 'checkout-role' },
  },
}
