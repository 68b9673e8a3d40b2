import { Component, type ReactNode } from 'react';
import { PartFailed } from './PartFailed.tsx';

interface Props {
  readonly children: ReactNode;
  /** Called before the part is drawn again. */
  readonly onAgain?: () => void;
  /** Given for what lies above the page. */
  readonly onClose?: (() => void) | undefined;
}

interface State {
  readonly failure: { readonly error: unknown } | null;
}

/** Keeps a failure inside one part of the page. A class, because React offers this to classes only. */
export class PartBoundary extends Component<Props, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <PartFailed
        error={failure.error}
        onAgain={() => {
          this.props.onAgain?.();
          this.setState({ failure: null });
        }}
        onClose={this.props.onClose}
      />
    );
  }
}
