import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_KEY, IPC } from '../../src-relay/control/contract-carriers.ts';

/** All that the page gets of Electron: calling a procedure, and hearing batches of events. */
contextBridge.exposeInMainWorld(BRIDGE_KEY, {
  call: (procedure: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(IPC.call, procedure, input),
  subscribe(listener: (batch: unknown) => void): () => void {
    const onBatch = (_event: unknown, batch: unknown): void => listener(batch);
    ipcRenderer.on(IPC.batch, onBatch);
    ipcRenderer.send(IPC.subscribe);
    return () => {
      ipcRenderer.off(IPC.batch, onBatch);
    };
  },
});
