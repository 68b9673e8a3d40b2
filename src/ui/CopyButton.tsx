import { useState } from 'react';
import { Button } from './Button.tsx';
import type { IconName } from './Icon.tsx';

interface Props {
  readonly text: string;
  /** Puts text into the clipboard; tells whether the browser let it. */
  readonly copy: (text: string) => Promise<boolean>;
  readonly label: string;
  readonly done: string;
  readonly look?: 'plain' | 'main';
  readonly icon?: IconName;
  readonly small?: boolean;
}

/** A button that copies and says so. */
export function CopyButton({ text, copy, label, done, ...rest }: Props) {
  const [copied, setCopied] = useState(false);
  return (
    <Button {...rest} onClick={() => void copy(text).then(setCopied)}>
      {copied ? done : label}
    </Button>
  );
}
