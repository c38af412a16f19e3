/** The key that AWS manages for Parameter Store, of every SecureString. Source: KMS Developer Guide, "AWS managed keys". */
export const managedKey = 'alias/aws/ssm'
