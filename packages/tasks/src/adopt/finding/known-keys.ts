/** A form of credentials by which its vendor's can be told. */
export interface KnownKey {
  readonly vendor: string
  readonly pattern: RegExp
  readonly isApiKey: boolean
}

const apiKey = (vendor: string, pattern: RegExp): KnownKey => ({ vendor, pattern, isApiKey: true })
const other = (vendor: string, pattern: RegExp): KnownKey => ({ vendor, pattern, isApiKey: false })

/** Each line with the page on which the vendor tells the form. */
export const knownKeys: readonly KnownKey[] = [
  apiKey('Stripe', /\b[rs]k_(?:live|test)_[0-9A-Za-z]{10,}/), // Stripe Docs, "API keys"
  other('Stripe', /\bwhsec_[0-9A-Za-z+/=]{20,}/), // Stripe Docs, "Receive Stripe events in your webhook endpoint"
  apiKey('GitHub', /\b(?:gh[pousr]_[0-9A-Za-z]{36,}|github_pat_\w{20,})/), // GitHub Docs, "About authentication to GitHub"
  apiKey('GitLab', /\bglpat-[\w-]{20,}/), // GitLab Docs, "Token overview"
  apiKey('Slack', /\bxox[abeoprs]-[\w-]{10,}/), // Slack API, "Tokens"
  other('Slack', /\bhttps:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/+-]{20,}/), // Slack API, "Sending messages using incoming webhooks"
  apiKey('Anthropic', /\bsk-ant-[\w-]{20,}/), // Claude API docs, "API overview" (Authentication)
  apiKey('OpenAI', /\bsk-(?:proj-|svcacct-|admin-)?[\w-]{20,}/), // OpenAI API reference, "Authentication"
  apiKey('Google', /\bAIza[\w-]{35}/), // Google Cloud documentation, "Manage API keys"
  apiKey('SendGrid', /\bSG\.[\w-]{16,}\.[\w-]{16,}/), // Twilio SendGrid docs, "API keys"
  apiKey('npm', /\bnpm_[0-9A-Za-z]{36}/), // npm Docs, "About access tokens"
  apiKey('Hugging Face', /\bhf_[0-9A-Za-z]{30,}/), // Hugging Face docs, "User access tokens"
  apiKey('Shopify', /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/), // Shopify Dev Docs, "Access tokens"
  apiKey('DigitalOcean', /\bdo[op]_v1_[0-9a-f]{64}/), // DigitalOcean Docs, "How to create a personal access token"
  other('Telegram', /\b\d{8,10}:[\w-]{35}\b/), // Telegram Bot API, "Authorizing your bot"
  other('a JSON Web Token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/), // RFC 7519, "JSON Web Token (JWT)"
]

/** The form that a text holds, if it is a known one. */
export function knownKeyIn(text: string): KnownKey | undefined {
  return knownKeys.find(({ pattern }) => pattern.test(text))
}
