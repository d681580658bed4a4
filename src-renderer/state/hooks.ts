import { useStore } from 'zustand/react';
import { app } from './app.ts';
import type { CallDetailState } from './calls/call-detail.ts';
import type { CallsState } from './calls/calls.ts';
import type { ClientsState } from './clients.ts';
import type { ConnectionStoreState } from './connection.ts';
import type { ExceptionsState } from './exceptions.ts';
import type { NoticesState } from './notices.ts';
import type { ReviewState } from './review.ts';
import type { ServersState } from './servers.ts';
import type { SummaryState } from './summary.ts';
import type { ToolsState } from './tools.ts';

/** Reads from the connection and status store. */
export const useConnection = <T>(select: (state: ConnectionStoreState) => T): T =>
  useStore(app.connection.store, select);

/** Reads from the store of servers. */
export const useServers = <T>(select: (state: ServersState) => T): T => useStore(app.servers.store, select);

/** Reads from the store of tools. */
export const useTools = <T>(select: (state: ToolsState) => T): T => useStore(app.tools.store, select);

/** Reads from the store of what waits for a person. */
export const useReview = <T>(select: (state: ReviewState) => T): T => useStore(app.review.store, select);

/** Reads from the store of AI apps. */
export const useClients = <T>(select: (state: ClientsState) => T): T => useStore(app.clients.store, select);

/** Reads from the store of exceptions. */
export const useExceptions = <T>(select: (state: ExceptionsState) => T): T => useStore(app.exceptions.store, select);

/** Reads from the store of notices. */
export const useNotices = <T>(select: (state: NoticesState) => T): T => useStore(app.notices.store, select);

/** Reads from the store of figures. */
export const useSummary = <T>(select: (state: SummaryState) => T): T => useStore(app.summary.store, select);

/** Reads from the store of calls. */
export const useCalls = <T>(select: (state: CallsState) => T): T => useStore(app.calls.store, select);

/** Reads from the store of the open call. */
export const useOpenCall = <T>(select: (state: CallDetailState) => T): T => useStore(app.openCall.store, select);
