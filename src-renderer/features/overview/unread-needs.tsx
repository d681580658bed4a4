import { app } from '../../state/app.ts';
import { Button } from '../../ui/button.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import sections from './section.module.css';

/** What stands where servers and tools cannot be read: nobody can say then that nothing needs them. */
export function UnreadNeeds({ cause }: { readonly cause: string }) {
  const retry = (): void => {
    void app.servers.load();
    void app.tools.load();
  };
  return (
    <section className={sections.section} aria-label="Needs you">
      <InlineFailure text={`Whether anything needs you is not known. ${cause}`} />
      <div>
        <Button onClick={retry}>Read servers and tools again</Button>
      </div>
    </section>
  );
}
