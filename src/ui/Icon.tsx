/** Paths on a grid of 16, drawn with a line of 1.5. */
const PATHS = {
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  picture: 'M2.5 3.5h11v9h-11zM3 11l3-3 2.5 2.5L11 8l2.5 2.5M6 6.2v.1',
  camera: 'M2.5 5h2.6l1-1.5h3.8l1 1.5h2.6v7.5h-11zM8 6.8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  link: 'M6.5 9.5l3-3M7 5l1.6-1.6a2.8 2.8 0 0 1 4 4L11 9M9 11l-1.6 1.6a2.8 2.8 0 0 1-4-4L5 7',
  shelf: 'M2.5 3h4.5v4.5H2.5zM9 3h4.5v4.5H9zM2.5 9.5h4.5V13H2.5zM9 9.5h4.5V13H9z',
  dice: 'M3 3h10v10H3zM5.8 5.8v.1M10.2 5.8v.1M8 8v.1M5.8 10.2v.1M10.2 10.2v.1',
  report: 'M4 2.5h8v11H4zM6 5.5h4M6 8h4M6 10.5h2.5',
  undo: 'M5.5 3L2.5 6l3 3M2.5 6h6.5a3.7 3.7 0 0 1 0 7.4H6',
  trash: 'M3 4.5h10M6.5 4V2.8h3V4M4.5 4.5l.6 8.7h5.8l.6-8.7',
  share: 'M8 10V2.5M5 5l3-2.8L11 5M3.5 8v5.5h9V8',
  screen: 'M2 3h12v8H2zM8 11v2.5M5 13.5h6',
  help: 'M5.8 6a2.2 2.2 0 1 1 3.4 1.8c-.8.5-1.2.9-1.2 1.9M8 12.3v.1',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  moon: 'M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z',
  eye: 'M1.5 8s2.4-4.2 6.5-4.2S14.5 8 14.5 8 12.1 12.2 8 12.2 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z',
  grid: 'M2.5 2.5h11v11h-11zM2.5 6.2h11M2.5 9.8h11M6.2 2.5v11M9.8 2.5v11',
  left: 'M10 3L5 8l5 5',
  right: 'M6 3l5 5-5 5',
  more: 'M3.5 8v.1M8 8v.1M12.5 8v.1',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  download: 'M8 2.5V10M5 7.4l3 2.8 3-2.8M3 13.5h10',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.6 4v.1M2.6 8v.1M2.6 12v.1',
  repair:
    'M9.8 6.2l-6 6-1.6-1.6 6-6M9 3.4a3 3 0 0 1 3.9-.6L11 4.7l.4 1.9 1.9.4 1.4-1.9a3 3 0 0 1-4.9 2.3',
  edit: 'M3 13l.6-2.8 7-7 2.2 2.2-7 7zM9.2 4.6l2.2 2.2',
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing beside words; it says nothing that the words do not. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
