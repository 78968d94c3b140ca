import { tokenWeight, weightPerToken } from './token-weight.ts';

/** What the chat template around a message costs: the marks of its role and of its end. */
const tokensPerMessage = 5;

export function estimateTokens(text: string): number {
  return tokensOf(tokenWeight(text), 0);
}

/** Tokens of a number of messages whose texts weigh so much together. */
export function tokensOf(weight: number, messages: number): number {
  return Math.ceil(weight / weightPerToken) + messages * tokensPerMessage;
}
