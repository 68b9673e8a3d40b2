/** The longer side of a saved PNG in pixels: enough for a projector. */
const PNG_SIDE = 2400;
const TITLE_SPACE = 40;
const MARGIN = 16;

/** A drawing of the page as a file of its own: title above, the page's colours written in, background included. */
export function chartAsSvg(drawing: SVGSVGElement, title: string): Blob {
  return new Blob([svgText(drawing, title).text], { type: 'image/svg+xml' });
}

/** The same as pixels. Rejects where the browser cannot draw it. */
export async function chartAsPng(drawing: SVGSVGElement, title: string): Promise<Blob> {
  const { text, width, height } = svgText(drawing, title);
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = PNG_SIDE / Math.max(width, height);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new Error('The browser could not make a PNG of this drawing.'));
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

function svgText(drawing: SVGSVGElement, title: string) {
  const { width, height } = drawing.viewBox.baseVal;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = drawing.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, index) => {
    const original = originals[index];
    if (original) writeColours(original, element);
  });
  const style = getComputedStyle(drawing);
  const whole = { width: width + 2 * MARGIN, height: height + TITLE_SPACE + MARGIN };
  const outer = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const back = element('rect', { ...whole, fill: style.backgroundColor });
  const head = element('text', {
    x: MARGIN,
    y: 26,
    fill: style.color,
    'font-size': 16,
    'font-weight': 650,
  });
  head.textContent = title;
  for (const [key, value] of Object.entries({
    viewBox: `0 0 ${whole.width} ${whole.height}`,
    ...whole,
    'font-family': style.fontFamily,
  })) {
    outer.setAttribute(key, String(value));
  }
  for (const name of ['class', 'role', 'aria-label', 'tabindex']) copy.removeAttribute(name);
  copy.setAttribute('x', String(MARGIN));
  copy.setAttribute('y', String(TITLE_SPACE));
  outer.append(back, head, copy);
  return { ...whole, text: new XMLSerializer().serializeToString(outer) };
}

/** Colours of the page are variables, which a file of its own does not have. */
function writeColours(original: Element, copy: Element): void {
  const style = getComputedStyle(original);
  for (const name of ['fill', 'stroke'] as const) {
    if (original.getAttribute(name)?.startsWith('var(')) copy.setAttribute(name, style[name]);
  }
  copy.removeAttribute('class');
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
