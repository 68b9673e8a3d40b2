import { importPart } from '../../core/parts/import-part.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import { isHeld } from '../../store/link/linked-sources.ts';
import { loadErrorOf } from '../../store/columns/column-model.ts';
import { sourceName } from '../../store/columns/source-name.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { loadWordsOf } from '../../words/tables.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './models.module.css';

/** What a link wants for a column. */
export const LinkQuestion = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('./LinkQuestion.tsx')),
    loadWordsOf('files'),
  ]);
  return part.LinkQuestion;
});

/** What keeps a column from answering, with the ways on; nothing where it answers or is on its way. */
export function HeadState({ column }: { readonly column: Column }) {
  const { status, textError, refusal } = column;
  // The presenter asks for all columns in one place, where it is seen under the cover too.
  const presenting = usePage((all) => all.presenting);
  if (isHeld(column.source)) return presenting ? null : <LinkQuestion column={column} />;
  if (status.kind === 'loading') return null;
  const error = loadErrorOf(column) ?? textError;
  if (error)
    return (
      <Problem
        column={column}
        error={error}
        refused={refusal ? sourceName(refusal.choice.source) : null}
      />
    );
  return null;
}

interface ProblemProps {
  readonly column: Column;
  readonly error: EngineErrorData;
  /** The model that was to replace the column's, which is as before. */
  readonly refused: string | null;
}

/** Why a column's model could not be loaded or cannot answer, and the ways on. */
function Problem({ column: { id }, error, refused }: ProblemProps) {
  const words = useWords();
  const { t } = words;
  const retry = usePage((all) => all.retryColumn);
  const dismiss = usePage((all) => all.dismissRefusal);
  const open = usePage((all) => all.open);
  const loadIntoMemory = usePage((all) => all.loadIntoMemory);
  return (
    <p className={styles.problem} role="alert">
      {refused !== null && `${t('column.refused', { name: refused })} `}
      {errorSentence(words, error)}{' '}
      <Button small onClick={() => void retry(id)}>
        {t('column.retry')}
      </Button>
      {error.code === 'storage-full' && (
        <>
          {' '}
          <Button small onClick={() => open({ kind: 'storage' })}>
            {t('storage.open')}
          </Button>{' '}
          <Button small onClick={() => void loadIntoMemory(id)}>
            {t('load.into-memory')}
          </Button>
        </>
      )}
      {refused !== null && (
        <>
          {' '}
          <Button small look="quiet" onClick={() => dismiss(id)}>
            {t('close')}
          </Button>
        </>
      )}
    </p>
  );
}
