import { expect, test } from 'vitest';
import { allMissing, missingCapability, relayedCapabilities } from './capability.ts';

test.each([
  ['sampling/createMessage', {}, { sampling: {} }, undefined],
  ['sampling/createMessage', {}, {}, { sampling: {} }],
  ['roots/list', {}, { roots: {} }, undefined],
  ['roots/list', {}, {}, { roots: {} }],
  ['elicitation/create', {}, { elicitation: {} }, undefined],
  ['elicitation/create', { mode: 'form' }, { elicitation: { form: {}, url: {} } }, undefined],
  ['elicitation/create', {}, { elicitation: { url: {} } }, { elicitation: { form: {} } }],
  ['elicitation/create', { mode: 'url' }, { elicitation: { url: {} } }, undefined],
  ['elicitation/create', { mode: 'url' }, { elicitation: {} }, { elicitation: { url: {} } }],
  ['elicitation/create', {}, {}, { elicitation: { form: {} } }],
])('%s with %j of a client with %j', (method, params, capabilities, required) => {
  expect(missingCapability(method, params, capabilities)?.required).toEqual(required);
});

test.each([
  ['vendor/ask', {}],
  ['elicitation/create', { mode: 'other' }],
])('%s with %j is asked of nobody', (method, params) => {
  const all = { sampling: {}, elicitation: { form: {}, url: {} }, roots: {} };
  expect(missingCapability(method, params, all)?.reason).toMatch(/\S/u);
});

test('what is missing adds up', () => {
  const form = { elicitation: { form: {} } };
  expect(allMissing(undefined, form)).toBe(form);
  expect(allMissing(form, undefined)).toBe(form);
  expect(allMissing(form, { elicitation: { url: {} }, roots: {} })).toEqual({
    elicitation: { form: {}, url: {} },
    roots: {},
  });
});

test('a server hears of a client’s capabilities in the protocol’s words alone', () => {
  const declared = {
    sampling: { tools: {}, note: 'SECRET', SECRET: {} },
    elicitation: { form: { applyDefaults: true, more: 'SECRET' }, url: {} },
    roots: { listChanged: true },
    experimental: { SECRET: {} },
    tasks: { list: {} },
  };
  expect(relayedCapabilities(declared)).toEqual({
    sampling: { tools: {} },
    elicitation: { form: { applyDefaults: true }, url: {} },
    roots: { listChanged: true },
  });
});
