import { controlled, Field, type FieldProps } from './Field.tsx';
import styles from './FileField.module.css';

interface Props extends FieldProps {
  readonly accept: string;
  readonly onChoose: (files: readonly File[]) => void;
}

/** Files that wait for another press, with their names. */
export function FileField({ accept, onChoose, ...field }: Props) {
  return (
    <Field {...field}>
      <input
        {...controlled(field)}
        className={styles.files}
        type="file"
        multiple
        accept={accept}
        onChange={({ target }) => onChoose([...(target.files ?? [])])}
      />
    </Field>
  );
}
