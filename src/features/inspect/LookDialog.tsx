import type { Inspection } from '../../engine/inspecting.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './inspect.module.css';
import { RuleField } from './ReportDialog.tsx';
import { ReportView } from './ReportView.tsx';

/** What a load would give, told from headers alone. */
export function LookDialog() {
  const words = useWords();
  const { t } = words;
  const look = usePage((all) => all.look);
  const columns = usePage((all) => all.columns);
  const close = usePage((all) => all.close);
  const lookInto = usePage((all) => all.lookInto);
  const setModel = usePage((all) => all.setModel);
  if (!look) return null;
  const { column, choice, state } = look;
  const number = columns.findIndex(({ id }) => id === column) + 1;
  return (
    <Dialog page title={t('look.title')} closeText={t('close')} onClose={close}>
      <RuleField
        rule={choice.rule}
        onChange={(rule) => void lookInto(column, { ...choice, rule })}
      />
      <div role="status" className={styles.facts}>
        {state.kind === 'looking' && <Progress label={t('look.looking')} value={null} />}
        {state.kind === 'looking' &&
          state.pause !== null &&
          t('load.server', { count: state.pause })}
        {state.kind === 'failed' && (
          <p className={styles.problem}>
            {errorSentence(words, state.error)}{' '}
            <Button small onClick={() => void lookInto(column, choice)}>
              {t('column.retry')}
            </Button>
          </p>
        )}
        {state.kind === 'seen' && <Cost inspection={state.inspection} />}
      </div>
      {state.kind === 'seen' && <ReportView report={state.inspection.report} column={null} />}
      <div>
        <Button
          look="main"
          disabled={state.kind !== 'seen' || number === 0}
          onClick={() => {
            setModel(column, choice);
            close();
          }}
        >
          {t('look.load', { number })}
        </Button>
      </div>
    </Dialog>
  );
}

/** What the look has cost, and what a load would. */
function Cost({ inspection: { files, downloadedBytes } }: { readonly inspection: Inspection }) {
  const { t, bytes } = useWords();
  if (files.length === 0) return t('look.local');
  const sizes = files.map((file) => file.bytes);
  const size = sizes.includes(null) ? null : sizes.reduce<number>((a, b) => a + (b ?? 0), 0);
  const cut = files.some(({ ranges }) => ranges === false);
  return (
    <>
      {t('look.bytes', {
        bytes: bytes(downloadedBytes),
        size: size === null ? '?' : bytes(size),
      })}
      {cut && ` ${t('look.no-ranges')}`}
    </>
  );
}
