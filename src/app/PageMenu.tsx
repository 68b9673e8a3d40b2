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
  const { t } = useWords();
  const leadClosed = usePage((all) => all.leadClosed);
  const openLead = usePage((all) => all.openLead);
  const openTeacher = usePage((all) => all.openTeacher);
  const openLesson = usePage((all) => all.openLesson);
  const startAfresh = usePage((all) => all.startAfresh);
  const device = usePage((all) => all.device);
  return (
    <div className={styles.menu}>
      {compact && <BarItems />}
      <Item icon="help" text={t('lesson.open')} onPress={() => void openLesson(1, true)} />
      <Item icon="report" text={t('lesson.teachers')} onPress={() => void openTeacher()} />
      <LanguagesItem />
      <ViewItem icon="grid" text={t('matrix.open')} view="matrix" />
      <ViewItem icon="eye" text={t('spaces.open')} view="spaces" />
      <ThemeItem />
      <DeviceItem />
      {leadClosed && <Item icon="eye" text={t('lead.show')} onPress={openLead} />}
      <Item icon="undo" text={t('start-over')} onPress={() => void startAfresh()} />
      <ViewItem icon="help" text={t('help.open')} view="help" />
      <ViewItem icon="list" text={t('version.open')} view="version" />
      {device && device.notes.length > 0 && (
        <p className={styles.note}>
          {device.notes.map(({ code }) => t(`device.${code}`)).join(' ')}
        </p>
      )}
    </div>
  );
}

/** The menu of a page inside of another one: nothing that concerns a whole window. */
export function FrameMenu() {
  const { t } = useWords();
  return (
    <div className={styles.menu}>
      <OtherLanguage />
      <ThemeItem />
      <DeviceItem />
      <ViewItem icon="help" text={t('help.open')} view="help" />
      <ViewItem icon="list" text={t('version.open')} view="version" />
    </div>
  );
}

interface LookProps {
  readonly icon: IconName;
  readonly text: string;
}

interface ItemProps extends LookProps {
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

function Item({ icon, text, disabled = false, onPress }: ItemProps) {
  return (
    <Button
      look="quiet"
      icon={icon}
      disabled={disabled}
      onClick={({ currentTarget }) => {
        closePopover(currentTarget);
        onPress();
      }}
    >
      {text}
    </Button>
  );
}

interface ViewItemProps extends LookProps {
  readonly view:
    | 'ladder'
    | 'evaluate'
    | 'share'
    | 'matrix'
    | 'spaces'
    | 'help'
    | 'version'
    | 'device';
}

function ViewItem({ view, ...look }: ViewItemProps) {
  const open = usePage((all) => all.open);
  return <Item {...look} onPress={() => open({ kind: view } satisfies Overlay)} />;
}

/** What stands in the bar where there is room for it. */
function BarItems() {
  const { t } = useWords();
  const change = usePage((all) => all.change);
  const hidden = usePage((all) => all.hidden);
  const full = usePage((all) => all.columns.length >= MOST_COLUMNS);
  const addColumn = usePage((all) => all.addColumn);
  return (
    <>
      <ViewItem icon="list" text={t('ladder.open')} view="ladder" />
      <ViewItem icon="check" text={t('evaluate.open')} view="evaluate" />
      {!hidden.includes('share') && <ViewItem icon="share" text={t('share.open')} view="share" />}
      <Item icon="screen" text={t('present.open')} onPress={() => change({ presenting: true })} />
      <OtherLanguage />
      {!hidden.includes('models') && (
        <Item icon="plus" text={t('model.add')} disabled={full} onPress={() => addColumn()} />
      )}
    </>
  );
}

function OtherLanguage() {
  const { t, language } = useWords();
  const change = usePage((all) => all.change);
  const next = LANGUAGE_NAMES.find((other) => other !== language) ?? 'en';
  return (
    <Button look="quiet" icon="edit" onClick={() => change({ language: next })} lang={next}>
      {t('language.other')}
    </Button>
  );
}

/** The comparison that needs no missing half; it takes both columns. */
function LanguagesItem() {
  const { t } = useWords();
  const [first, second] = usePage((all) => all.columns);
  const hidden = usePage((all) => all.hidden);
  const open = usePage((all) => all.open);
  if (!first || !second || hidden.includes('models')) return null;
  return (
    <Item
      icon="list"
      text={t('languages.open')}
      onPress={() => open({ kind: 'model', column: first.id, languages: true })}
    />
  );
}

function ThemeItem() {
  const { t } = useWords();
  const theme = usePage((all) => all.theme);
  const change = usePage((all) => all.change);
  const dark =
    theme === 'dark' ||
    (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  return (
    <Item
      icon={dark ? 'sun' : 'moon'}
      text={t(dark ? 'theme.light' : 'theme.dark')}
      onPress={() => change({ theme: dark ? 'light' : 'dark' })}
    />
  );
}

function DeviceItem() {
  const words = useWords();
  const device = usePage((all) => all.device);
  if (!device) return null;
  const text = words.t('device.open', { device: deviceName(words, device) });
  return <ViewItem icon="screen" text={text} view="device" />;
}
