import { describe, expect, it } from 'vitest';
import { isOrderPosition } from './order-position.ts';

const at = (text: string): boolean => isOrderPosition(text, text.indexOf('send'));

describe('isOrderPosition', () => {
  it('accepts starts of texts, lines, sentences, quotes and list items, and words that lead to an order', () => {
    for (const text of [
      'send it',
      '  send',
      'Fine. send',
      'a\nsend',
      'x: "send',
      '- send',
      '(send',
      'Please send',
      'You MUST send',
      'then, send',
      '<b>send',
    ]) {
      expect(at(text), text).toBe(true);
    }
  });

  it('refuses the middle of a sentence', () => {
    for (const text of [
      'they send',
      'the servers send',
      'will not send',
      'a very long ininterruptedwordhere send',
      'café send',
    ]) {
      expect(at(text), text).toBe(false);
    }
  });
});
