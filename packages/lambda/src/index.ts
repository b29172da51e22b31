export { handler, type Answer, type LambdaContext, type LambdaHandler } from './handler.js'
