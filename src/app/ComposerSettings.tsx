import { PictureMenu } from '../features/images/PictureMenu.tsx';
import { SamplesButton } from '../features/images/PictureWays.tsx';
import { LabelTools } from '../features/labels/LabelField.tsx';
import { TemplatePanel } from '../features/labels/TemplatePanel.tsx';
import { ScorePanel } from '../features/results/ScorePanel.tsx';
import styles from './Composer.module.css';

interface Props {
  readonly parts: readonly ('labels' | 'samples' | 'pictures' | 'prompts' | 'scores')[];
}

/** What the composer's floating panels hold. */
export function ComposerSettings({ parts }: Props) {
  return (
    <>
      {(parts.includes('labels') || parts.includes('samples')) && (
        <div className={styles.extra}>
          {parts.includes('samples') && <SamplesButton />}
          {parts.includes('labels') && <LabelTools />}
        </div>
      )}
      {parts.includes('prompts') && <TemplatePanel />}
      {parts.includes('scores') && <ScorePanel />}
      {parts.includes('pictures') && <PictureMenu />}
    </>
  );
}
