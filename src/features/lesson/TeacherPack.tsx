import { usePage } from '../../store/StoreContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';

/** What a teacher needs besides the page. */
export function TeacherPack() {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  return (
    <Dialog page title={t('teacher.title')} closeText={t('close')} onClose={close}>
      {null}
    </Dialog>
  );
}
