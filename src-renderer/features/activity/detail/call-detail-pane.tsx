import { app } from '../../../state/app.ts';
import { useOpenCall } from '../../../state/hooks.ts';
import { DetailHeader } from '../../../ui/detail-header.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { CallDetailView } from './call-detail-view.tsx';

/** The pane of the open call: loading, not to be read, or shown. */
export function CallDetailPane({ onClose }: { readonly onClose: () => void }) {
  const detail = useOpenCall((s) => s.detail);
  const failure = useOpenCall((s) => s.failure);
  if (failure !== undefined) {
    return (
      <>
        <DetailHeader onClose={onClose}>Call</DetailHeader>
        <ErrorState title="This call cannot be shown" cause={failure} onRetry={() => app.openCall.retry()} />
      </>
    );
  }
  if (!detail) {
    return (
      <>
        <DetailHeader onClose={onClose}>Call</DetailHeader>
        <SkeletonRows label="Loading the call" rows={8} />
      </>
    );
  }
  return <CallDetailView key={detail.entryId} call={detail} onClose={onClose} />;
}
