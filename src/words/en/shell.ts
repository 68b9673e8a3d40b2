/** English sentences about the page's own parts and versions. */
export const enShell = {
  'part.title': 'This part is missing',
  'part.missing':
    'This part of the page could not be fetched: the network may be down, or the server has a newer page by now. Labels, pictures and settings are still here.',
  'part.broken':
    'This part of the page has stopped: {reason} Labels, pictures and settings are still here.',
  'part.notice':
    'What was asked for could not be fetched. Check the connection and try again; nothing else has changed.',
  'part.again': 'Try again',
  'part.reload': 'Reload the page',
} as const;
