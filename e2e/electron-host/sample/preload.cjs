/// <reference path="globals.d.ts" />

const { contextBridge, ipcRenderer } = require('electron');

globalThis.secretOfPreload = 'not for pages';

/** @type {import('./globals.d.ts').SampleApi} */
const api = {
  platform: process.platform,
  isSandboxed: process.sandboxed,
  argument: process.argv.find((argument) => argument.startsWith('--sample=')) ?? '',
  add: (a, b) => ipcRenderer.invoke('add', a, b),
  invoke: (channel, ...values) => ipcRenderer.invoke(channel, ...values),
  note: (text) => ipcRenderer.send('note', text),
  nested: { list: [1, { two: 2 }], same: (value) => value },
  fail() {
    throw new Error('failed in the preload script');
  },
  later: () => Promise.resolve('later'),
  call: (callback, ...values) => callback(...values),
  onTick(callback) {
    const listener = (/** @type {unknown} */ _event, /** @type {number} */ tick) => callback(tick);
    ipcRenderer.on('tick', listener);
    return () => void ipcRenderer.off('tick', listener);
  },
  onNoted(callback) {
    ipcRenderer.once('noted', (_event, /** @type {string} */ text) => callback(text));
  },
};

contextBridge.exposeInMainWorld('hostSample', api);
