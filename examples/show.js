/**
 * Writes lines into the list of that id, as text.
 * @param {string} id
 * @param {readonly string[]} lines
 */
export function show(id, lines) {
  document.getElementById(id)?.replaceChildren(
    ...lines.map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }),
  );
}

/** @param {string} text */
export function say(text) {
  const status = document.getElementById('status');
  if (status) status.textContent = text;
}
