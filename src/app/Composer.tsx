import { importPart } from '../core/parts/import-part.ts';
import { PictureWays } from '../features/images/PictureWays.tsx';
import { LabelChips } from '../features/labels/LabelChips.tsx';
import { CutLabels, LabelField, LabelTools } from '../features/labels/LabelField.tsx';
import type { Hideable } from '../store/types.ts';
import { usePage } from '../store/StoreContext.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { NoticePlace } from '../ui/NoticePlace.tsx';
import { Popover } from '../ui/Popover.tsx';
import { Toolbar } from '../ui/Toolbar.tsx';
import { useCompact } from '../ui/use-compact.ts';
import { useWords } from '../words/WordsContext.tsx';
import styles from './Composer.module.css';

const Settings = lazyPart(
  async () => (await importPart(() => import('./ComposerSettings.tsx'))).ComposerSettings,
);

/** One row in which labels and pictures are brought together, and how they are asked and scored. */
export function Composer() {
  const { t } = useWords();
  const compact = useCompact();
  const hidden = usePage((all) => all.hidden);
  const shows = (part: Hideable) => !hidden.includes(part);
  return (
    <section className={styles.composer} aria-label={t('composer.label')} data-compact={compact}>
      {compact && <NoticePlace />}
      {shows('labels') && (
        <div className={styles.labels}>
          <LabelChips />
          <CutLabels />
        </div>
      )}
      <div className={styles.entry}>
        {shows('labels') && <LabelField />}
        <Toolbar label={t('composer.tools')} className={styles.tools}>
          {!compact && shows('labels') && <LabelTools />}
          {!compact && shows('prompts') && <PromptButton />}
          {shows('pictures') && <PictureWays compact={compact} />}
          {!compact && shows('pictures') && <PicturesMore />}
          {!compact && shows('scores') && (
            <Popover text={t('scores.title')} label={t('scores.title')}>
              <Settings parts={['scores']} />
            </Popover>
          )}
          {compact && (
            <Popover icon="more" iconOnly text={t('composer.more')} label={t('composer.more')}>
              <Settings
                parts={(['labels', 'samples', 'pictures', 'prompts', 'scores'] as const).filter(
                  (part) => shows(part === 'samples' ? 'pictures' : part),
                )}
              />
            </Popover>
          )}
        </Toolbar>
      </div>
    </section>
  );
}

function PromptButton() {
  const { t } = useWords();
  const templates = usePage((all) => all.templates);
  const [first = ''] = templates;
  return (
    <Popover
      text={
        <span className={styles.prompt}>
          {t('prompts.title')}:{' '}
          {templates.length > 1
            ? t('prompts.several', { count: templates.length })
            : first.replaceAll('{label}', '…')}
        </span>
      }
      label={t('prompts.title')}
    >
      <Settings parts={['prompts']} />
    </Popover>
  );
}

function PicturesMore() {
  const { t } = useWords();
  return (
    <Popover look="quiet" icon="more" iconOnly text={t('pictures.more')} label={t('pictures.more')}>
      <Settings parts={['pictures']} />
    </Popover>
  );
}
