import { describe, expect, it } from 'vitest';
import { ItemScanner } from '../../item-scan.ts';
import { LOCAL_RULES } from '../../registry.ts';

const scanner = new ItemScanner(LOCAL_RULES);
const kindsOf = (
  value: Parameters<ItemScanner['scan']>[0],
  direction: 'request' | 'response' | 'definition',
): string[] =>
  scanner
    .scan(value, direction)
    .filter(({ kind }) => kind === 'pii')
    .map(({ placeholder }) => placeholder ?? '')
    .sort();

describe('personal data through the engine', () => {
  it('is read with the key that it stands under, and not with the one beside it', () => {
    expect(kindsOf({ order: '219099999', ssn: '219099998' }, 'request')).toEqual(['US_SSN']);
    expect(kindsOf({ contacts: [{ phone: '5550142' }] }, 'response')).toEqual(['PHONE_NUMBER']);
    expect(kindsOf({ ssn: { note: 'see file 219099999 of the archive, third shelf' } }, 'response')).toEqual([]);
  });

  it('is found behind escapes, encodings and full-width digits', () => {
    expect(kindsOf('?to=ann%40post.example&x=1', 'response')).toEqual(['EMAIL_ADDRESS']);
    expect(kindsOf('card ４１１１ １１１１ １１１１ １１１１', 'response')).toEqual(['CREDIT_CARD']);
    expect(kindsOf('4111\u200b 1111 1111\u200b 1111', 'response')).toEqual(['CREDIT_CARD']);
    const encoded = Buffer.from('please write to ann@post.example soon').toString('base64');
    expect(kindsOf(`see ${encoded} for more`, 'response')).toEqual(['EMAIL_ADDRESS']);
  });

  it('is nobody’s in the definition of a tool', () => {
    expect(kindsOf('an address, e.g. ann@post.example or +44 20 7946 0958', 'definition')).toEqual([]);
  });
});
