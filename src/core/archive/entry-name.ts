import { quote } from '../quote.ts';
import { CodedError } from '../errors.ts';

/** Longest name that is kept, as long as a path may be on Linux. */
const LONGEST_NAME = 4096;
/** Folders in folders: a table is matched against each ending of a path. */
const MOST_FOLDERS = 64;

/**
 * A name from an archive as a path below the archive's own folder: parts joined by `/`, without `.` and empty parts.
 * Backslashes, which some Windows programs write, count as `/`. A folder's name loses its last `/`.
 * Control characters are part of a name: macOS calls a folder's own picture `Icon` and a carriage return.
 *
 * @returns an empty text for the archive's folder itself
 * @throws CodedError `archive-unsafe-name` for a name that leaves the folder (`..`, absolute, a drive) or holds a zero
 */
export function safeEntryName(name: string): string {
  const slashed = name.replaceAll('\\', '/');
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
  if (slashed.startsWith('/') || /^[a-z]:/i.test(parts[0] ?? ''))
    throw unsafe(name, 'is an absolute path');
  if (parts.includes('..')) throw unsafe(name, 'leaves its folder');
  if (name.length > LONGEST_NAME) throw unsafe(name, 'is too long');
  if (parts.length > MOST_FOLDERS)
    throw unsafe(name, `lies more than ${MOST_FOLDERS} folders deep`);
  if (name.includes('\0')) throw unsafe(name, 'holds a zero');
  return parts.join('/');
}

function unsafe(name: string, fault: string): CodedError {
  return new CodedError(
    'archive-unsafe-name',
    `The archive holds the name ${quote(name)}, which ${fault}. It is not read at all: such an archive was damaged or made to do harm.`,
    { name: quote(name) },
  );
}
