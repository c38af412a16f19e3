import type { TemplateVariable } from '../../src/template/functions/environment.ts'
import { templateIn } from '../../src/template/template.ts'

/** A SAM template whose one function, `Checkout`, has these variables. */
export function withVariables(variables: string, sections = ''): string {
  return `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
${sections}
Resources:
  Stripe:
    Type: AWS::SecretsManager::Secret
    Properties:
      Name: prod/stripe
  Unnamed:
    Type: AWS::SecretsManager::Secret
  Weather:
    Type: AWS::SSM::Parameter
    Properties:
      Name: /prod/weather
      Type: String
      Value: rain
  Table:
    Type: AWS::DynamoDB::Table
  Checkout:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: src/checkout.handler
      Runtime: nodejs24.x
      Environment:
        Variables:
${variables.replaceAll(/^/gm, '          ')}
`
}

/** What a template's text says of the variable `X` of its function `Checkout`. */
export function variableIn(text: string): TemplateVariable {
  const [found] = templateIn('/shop/template.yaml', text).functions.filter(({ logicalId }) => logicalId === 'Checkout')
  const variable = found?.environment['X']
  if (variable === undefined) throw new Error('the template has no variable X')
  return variable
}
