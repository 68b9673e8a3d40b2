import { MOST_COLUMNS } from '../store/columns/column.ts';
import { usePage } from '../store/StoreContext.tsx';
import type { Overlay } from '../store/overlay.ts';
import { Button } from '../ui/Button.tsx';
import type { IconName } from '../ui/Icon.tsx';
import { closePopover } from '../ui/Popover.tsx';
import { deviceName } from '../words/device-name.ts';
import { LANGUAGE_NAMES } from '../words/languages.ts';
import { useWords } from '../words/WordsContext.tsx';
import styles from './PageMenu.module.css';

/** What concerns the whole page and is not needed every minute; in a small window, also what else stands in the bar. */
export function PageMenu({ compact }: { readonly compact: boolean }) {
  const words = useWords();
  const { t, language } = words;
  const theme = usePage((all) => all.theme);
  const change = usePage((all) => all.change);
  const open = usePage((all) => all.open);
  const device = usePage((all) => all.device);
  const hidden = usePage((all) => all.hidden);
  const full = usePage((all) => all.columns.length >= MOST_COLUMNS);
  const addColumn = usePage((all) => all.addColumn);
  const leadClosed = usePage((all) => all.leadClosed);
  const openLead = usePage((all) => all.openLead);
  const openTeacher = usePage((all) => all.openTeacher);
  const openLesson = usePage((all) => all.openLesson);
  const startAfresh = usePage((all) => all.startAfresh);
  const next = LANGUAGE_NAMES.find((other) => other !== language) ?? 'en';
  const dark =
    theme === 'dark' ||
    (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  const view =
    (kind: 'ladder' | 'evaluate' | 'share' | 'matrix' | 'spaces' | 'help' | 'device') => () =>
      open({ kind } satisfies Overlay);
  const item = (text: string, icon: IconName, act: () => void, disabled = false) => (
    <Button
      look="quiet"
      icon={icon}
      disabled={disabled}
      onClick={({ currentTarget }) => {
        closePopover(currentTarget);
        act();
      }}
    >
      {text}
    </Button>
  );
  return (
    <div className={styles.menu}>
      {compact && (
        <>
          {item(t('ladder.open'), 'list', view('ladder'))}
          {item(t('evaluate.open'), 'check', view('evaluate'))}
          {!hidden.includes('share') && item(t('share.open'), 'share', view('share'))}
          {item(t('present.open'), 'screen', () => change({ presenting: true }))}
          <Button look="quiet" icon="edit" onClick={() => change({ language: next })} lang={next}>
            {t('language.other')}
          </Button>
          {!hidden.includes('models') && item(t('model.add'), 'plus', () => addColumn(), full)}
        </>
      )}
      {item(t('lesson.open'), 'help', () => void openLesson(1, true))}
      {item(t('lesson.teachers'), 'report', () => void openTeacher())}
      {item(t('matrix.open'), 'grid', view('matrix'))}
      {item(t('spaces.open'), 'eye', view('spaces'))}
      {item(dark ? t('theme.light') : t('theme.dark'), dark ? 'sun' : 'moon', () =>
        change({ theme: dark ? 'light' : 'dark' }),
      )}
      {device &&
        item(t('device.open', { device: deviceName(words, device) }), 'screen', view('device'))}
      {leadClosed && item(t('lead.show'), 'eye', openLead)}
      {item(t('start-over'), 'undo', () => void startAfresh())}
      {item(t('help.open'), 'help', view('help'))}
      {device && device.notes.length > 0 && (
        <p className={styles.note}>
          {device.notes.map(({ code }) => t(`device.${code}`)).join(' ')}
        </p>
      )}
    </div>
  );
}
