import { describe, expect, it } from 'vitest';
import { emptySlots, takeSlot } from './slots.ts';

const tokens = (text: string) => text.split('');

describe('takeSlot', () => {
  it('takes the idle slot that knows the most of the prompt', () => {
    const slots = emptySlots(3);
    slots.forEach((slot, index) => (slot.tokens = tokens(['axxxxxxxxx', 'abcdexxxxx', 'abcxxxxxxx'][index] ?? '')));
    expect(takeSlot(slots, tokens('abcdefghij'))).toMatchObject({ slot: { number: 1 }, commonPrefixTokens: 5 });
    expect(takeSlot(slots, tokens('abcdefghij'))).toMatchObject({ slot: { number: 2 }, commonPrefixTokens: 3 });
  });

  it('takes the one not used for the longest time when none knows more than a tenth', () => {
    const slots = emptySlots(2);
    const first = takeSlot(slots, tokens('one')).slot;
    first.isBusy = false;
    const second = takeSlot(slots, tokens('two')).slot;
    second.isBusy = false;
    first.tokens = tokens('abcdefghij');
    // one token of ten is exactly a tenth, and so not enough
    second.tokens = tokens('axxxxxxxxx');
    expect(second.number).toBe(1);
    expect(takeSlot(slots, tokens('a234567890'))).toMatchObject({ slot: { number: 0 }, commonPrefixTokens: 1 });
  });

  it('never takes a busy one', () => {
    const slots = emptySlots(1);
    takeSlot(slots, ['a']);
    expect(() => takeSlot(slots, ['a'])).toThrow('all were busy');
  });
});
