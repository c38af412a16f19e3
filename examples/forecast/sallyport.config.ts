export default {
  functions: {
    forecast: {
      entry: 'src/handler.ts',
      role: 'forecast-role',
      environment: { WEATHER_URL: process.env['WEATHER_URL'] ?? 'https://api.weather.example' },
      timeoutSeconds: 10,
    },
  },
}
