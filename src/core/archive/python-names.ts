/**
 * Names that no honest checkpoint mentions, whatever a training program keeps beside its weights. Nothing of a pickle is
 * ever run here, so this guards nobody on this page: it tells a visitor what the file would do in Python.
 */
const MODULES: ReadonlySet<string> = new Set([
  'bdb',
  'code',
  'codeop',
  'commands',
  'ctypes',
  'httplib',
  'importlib',
  'nt',
  'os',
  'pdb',
  'posix',
  'pty',
  'requests',
  'runpy',
  'shutil',
  'signal',
  'smtplib',
  'socket',
  'ssl',
  'subprocess',
  'sys',
  'tempfile',
  'timeit',
  'urllib',
  'urllib2',
  'webbrowser',
]);

const BUILT_INS: ReadonlySet<string> = new Set([
  '__import__',
  'apply',
  'breakpoint',
  'compile',
  'delattr',
  'eval',
  'exec',
  'execfile',
  'file',
  'globals',
  'input',
  'locals',
  'open',
  'setattr',
]);

/** Whether a full Python name is one by which a pickle would run a program. */
export function isDangerous(name: string): boolean {
  const [module = ''] = name.split('.');
  if (MODULES.has(module)) return true;
  const built = module === 'builtins' || module === '__builtin__' || module === '__builtins__';
  if (built) return BUILT_INS.has(name.slice(module.length + 1).split('.')[0] ?? '');
  return /^(pickle|_pickle|cPickle|marshal|numpy\.testing|torch\.hub)\./.test(name);
}
