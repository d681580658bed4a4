import { Plus } from 'lucide-react';
import { useState } from 'react';
import { app } from '../../../state/app.ts';
import type { CallQuery } from '../../../state/calls/query.ts';
import { Button } from '../../../ui/button.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { FilterPicker } from './filter-picker.tsx';

/** The button that adds a filter; what can be chosen is asked when it opens. */
export function AddFilter({ query }: { readonly query: CallQuery }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label="Add a filter"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) void app.calls.loadFacets();
      }}
      trigger={
        <Button kind="quiet" icon={<Plus aria-hidden />}>
          Add filter
        </Button>
      }
    >
      <FilterPicker query={query} onDone={() => setOpen(false)} />
    </Popover>
  );
}
