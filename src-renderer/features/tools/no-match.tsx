import type { ToolsQuery } from '../../state/tools-query.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

interface NoMatchProps {
  readonly query: ToolsQuery;
  readonly onClear: () => void;
}

/** What stands where no tool fits the filters. */
export function NoMatch({ query, onClear }: NoMatchProps) {
  return (
    <EmptyState title="No tool fits these filters" action={<Button onClick={onClear}>Clear the filters</Button>}>
      {query.text.trim() !== '' && <p>Looked for “{query.text.trim()}” in names, titles, descriptions and servers.</p>}
    </EmptyState>
  );
}
