import type { Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What answers that which cannot be read as a request (RFC 9110, section 15), by the parser's code for it. */
const STATUS_OF = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', '413 Content Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
]);

/**
 * Answers what reaches no request handler: bytes that are no HTTP, requests that take too long, CONNECT.
 * @param onRefusal hears of each, in one sentence that quotes nothing of it
 */
export function refuseMalformed(server: Server, onRefusal: (reason: string) => void): void {
  server.on('clientError', (error: Error & { readonly code?: string }, socket) => {
    const { code = '' } = error;
    if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
      // Browsers open connections ahead and say nothing on them.
      if (socket instanceof Socket && socket.bytesRead > 0) onRefusal('A request that took too long was refused.');
    } else if (code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE') {
      onRefusal('A request that is not HTTP was refused.');
    }
    end(socket, STATUS_OF.get(code) ?? '400 Bad Request');
  });
  server.on('connect', (_request, socket) => {
    onRefusal('A request for a tunnel was refused.');
    end(socket, '405 Method Not Allowed');
  });
  server.on('drop', () => onRefusal('A connection was refused: there are too many.'));
}

/** Answers on the bare connection, unless an answer may be under way on it, and ends it. */
function end(socket: Duplex, status: string): void {
  if (!(socket instanceof Socket) || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  socket.destroySoon();
}
