export default {
  functions: {
    'crm-sync': {
      entry: 'src/handler.ts',
      role: 'crm-sync-role',
      environment: { CRM_URL: process.env['CRM_URL'] ?? 'https://crm.example.com' },
      timeoutSeconds: 10,
    },
  },
}
