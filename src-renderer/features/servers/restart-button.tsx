import { RotateCw } from 'lucide-react';
import type { Server } from '../../../src-relay/control/contract.ts';
import { app } from '../../state/app.ts';
import { useServers } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { entryOf } from '../../state/by-key.ts';

/** Restarts a server, and says how far that is. */
export function RestartButton({ server }: { readonly server: Server }) {
  const pending = useServers((s) => entryOf(s.pending, server.name) ?? false);
  if (!server.enabled || server.held) return null;
  const isStopping = pending && server.status !== 'connecting';
  const words = isStopping ? 'Stopping…' : pending || server.status === 'connecting' ? 'Starting…' : 'Restart';
  return (
    <Button icon={<RotateCw aria-hidden />} disabled={pending} onClick={() => void app.servers.restart(server.name)}>
      <span aria-live="polite">{words}</span>
    </Button>
  );
}
