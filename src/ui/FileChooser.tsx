import { useRef } from 'react';
import { Button, type ButtonLook } from './Button.tsx';

interface Props extends ButtonLook {
  /** What stands on the button. */
  readonly text: string;
  /** The accessible name of the input behind it, where that says more. */
  readonly label?: string;
  readonly accept?: string;
  readonly multiple?: boolean;
  /** A whole folder. */
  readonly folder?: boolean;
  /** Hears at least one file; the same one can be chosen again. */
  readonly onChoose: (files: readonly File[]) => void;
}

/** A button that lets one choose files. */
export function FileChooser(props: Props) {
  const { text, label = text, accept, multiple, folder, onChoose, ...look } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...look} onClick={() => input.current?.click()}>
        {text}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        multiple={multiple}
        {...(folder && { webkitdirectory: '' })}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = '';
          if (files.length > 0) onChoose(files);
        }}
      />
    </>
  );
}
