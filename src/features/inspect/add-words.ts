import { enInspect } from '../../words/inspect-en.ts';
import { zhInspect } from '../../words/inspect-zh.ts';
import { addWords } from '../../words/translate.ts';

// The words of the load report come with its code, not with the first visit.
addWords({ en: enInspect, zh: zhInspect });
