/** The longer side of a saved PNG in pixels: enough for a projector. */
const PNG_SIDE = 2400;
const TITLE_SPACE = 40;
const MARGIN = 16;

/** A drawing of the page as a file of its own: title above, the page's colours written in, background included. */
export async function chartAsSvg(drawing: SVGSVGElement, title: string): Promise<Blob> {
  const { text } = await svgText(drawing, title);
  return new Blob([text], { type: 'image/svg+xml' });
}

/** The same as pixels. Rejects where the browser cannot draw it. */
export async function chartAsPng(drawing: SVGSVGElement, title: string): Promise<Blob> {
  const { text, width, height } = await svgText(drawing, title);
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

async function svgText(drawing: SVGSVGElement, title: string) {
  const { width, height } = drawing.viewBox.baseVal;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = drawing.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, index) => {
    const original = originals[index];
    if (original) writeColours(original, element);
  });
  await Promise.all([...copy.querySelectorAll('image')].map(writePicture));
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

/** Pixels of the longer side of a picture in a file, for a projector. */
const PICTURE_SIDE = 160;

/** Addresses of pictures mean nothing outside the page, so that the picture itself is written in, as small as it is shown. */
async function writePicture(place: SVGImageElement): Promise<void> {
  const picture = new Image();
  picture.src = place.href.baseVal;
  await picture.decode();
  const { naturalWidth, naturalHeight } = picture;
  const scale = Math.min(1, PICTURE_SIDE / Math.max(naturalWidth, naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(naturalHeight * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  place.setAttribute('href', canvas.toDataURL('image/png'));
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
