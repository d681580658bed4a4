import { Component, type ReactNode } from 'react';
import { ErrorState } from '../ui/error-state.tsx';

interface Props {
  readonly screen: string;
  /** Where the address points: at another place the fault may be gone. */
  readonly place?: string;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | undefined;
}

/** Keeps a fault in one screen from taking the others with it. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.error && before.place !== this.props.place) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <ErrorState
        title={`The ${this.props.screen} screen cannot be shown`}
        cause={`It stopped with: ${error.message}. The relay is not touched by this. Try again; if it stays, reload the page.`}
        onRetry={() => this.setState({ error: undefined })}
      />
    );
  }
}
