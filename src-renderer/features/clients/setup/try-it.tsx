import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { TestCall } from '../test-call.tsx';
import { SetupStep } from './setup-step.tsx';

/** One call through the relay, to see that it works. */
export function TryIt({ onNext }: { readonly onNext: () => void }) {
  const [hasWorked, setWorked] = useState(false);
  return (
    <SetupStep
      title="One call through the relay"
      actions={
        <Button kind={hasWorked ? 'primary' : 'quiet'} onClick={onNext}>
          {hasWorked ? 'Go on' : 'Go on without'}
        </Button>
      }
    >
      <TestCall isFirst onWorked={() => setWorked(true)} />
    </SetupStep>
  );
}
