import type { Asked, AskedQuestion, AskingDocument, AskingElement, AskingKey } from './asking-dom.ts';

/**
 * Shows one question after the other and sends the answers. The page contains this function's text, so it may use
 * nothing of this module except types.
 */
export function askQuestions(page: AskingDocument): void {
  let facts: Asked = { question: null };
  let question: AskedQuestion | null = null;
  let isBusy = true;
  let isBetween = false;
  let hasBegunSecond = false;
  let typed = '';
  const pictureSize = 320;

  const at = (id: string) => page.getElementById(id) as AskingElement;
  at('give').addEventListener('click', () => giveNumber());
  at('undo').addEventListener('click', () => void send('undo', {}));
  at('end').addEventListener('click', () => void send('end', {}));
  at('next').addEventListener('click', () => beginSecond());
  page.addEventListener('keydown', (event) => onKey(event));
  void send('question');

  async function send(name: string, body?: object): Promise<void> {
    if (isBusy && name !== 'question') return;
    isBusy = true;
    try {
      const post = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
      const response = await fetch(name, body && { ...post, body: JSON.stringify(body) });
      const asked = (await response.json()) as Asked;
      if (name === 'question') facts = asked;
      at('message').textContent = asked.error ?? '';
      if (asked.error === undefined) show(asked.question);
    } catch {
      at('message').textContent = 'hpsearch has ended. The answers before this one are kept.';
    } finally {
      isBusy = false;
    }
  }

  function show(next: AskedQuestion | null): void {
    question = next;
    typed = '';
    at('typed').textContent = '';
    if (next === null) showEnd();
    else showQuestion(next);
  }

  function showQuestion(next: AskedQuestion): void {
    isBetween = next.pass === 'second' && next.done === 0 && !hasBegunSecond;
    at('progress').value = next.done;
    at('progress').max = next.of;
    at('next').hidden = !isBetween;
    for (const id of ['example', 'choices']) at(id).hidden = isBetween;
    at('number').hidden = isBetween || facts.number === undefined;
    if (isBetween) {
      at('title').textContent = 'The first pass is complete';
      at('note').textContent =
        'The second pass asks for the same examples in another order, and measures how far you agree with yourself. It may be on another day: the same command resumes here.';
      return;
    }
    const pass = next.pass === 'first' ? '' : ', second pass';
    at('title').textContent = `Example ${next.done + 1} of ${next.of}${pass}`;
    showExample(next);
    showAnswers();
  }

  function showExample({ example }: AskedQuestion): void {
    if (example.kind === 'image') {
      at('example').replaceChildren(picture(example.shape, example.pixels));
      return;
    }
    const table = page.createElement('table');
    for (const [name, text] of example.cells) {
      const [row, heading, cell] = ['tr', 'th', 'td'].map((tag) => page.createElement(tag));
      (heading as AskingElement).setAttribute('scope', 'row');
      (heading as AskingElement).textContent = name;
      (cell as AskingElement).textContent = text === '' ? '–' : text;
      (row as AskingElement).append(heading as AskingElement, cell as AskingElement);
      table.append(row as AskingElement);
    }
    at('example').replaceChildren(table);
  }

  /** Grey for one channel, RGB for three, RGBA for four; of any other number the first. */
  function picture(
    [height, width, channels]: readonly [number, number, number],
    pixels: string,
  ): AskingElement {
    const canvas = page.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', 'the example');
    const scale = Math.max(1, Math.round(pictureSize / Math.max(height, width)));
    canvas.style.width = `${scale * width}px`;
    const bytes = atob(pixels);
    const context = canvas.getContext('2d');
    const image = context.createImageData(width, height);
    const isColour = channels === 3 || channels === 4;
    for (let pixel = 0; pixel < height * width; pixel++) {
      for (let channel = 0; channel < 4; channel++) {
        const from = isColour ? channel : 0;
        const isAlpha = channel === 3 && channels !== 4;
        image.data[pixel * 4 + channel] = isAlpha ? 255 : bytes.charCodeAt(pixel * channels + from);
      }
    }
    context.putImageData(image, 0, 0);
    return canvas;
  }

  function showAnswers(): void {
    const { classes = [], number } = facts;
    if (number !== undefined) {
      const [low, lower, middle, upper, high] = number.training;
      at('note').textContent =
        `In the training rows: ${low} to ${high}, half of them from ${lower} to ${upper}, with the median ${middle}`;
      at('label').textContent = `${number.title}${number.unit === undefined ? '' : ` (${number.unit})`}`;
      at('value').value = '';
      at('value').focus();
      return;
    }
    at('note').textContent = needsEnter()
      ? 'Click a class, or type its number and Enter.'
      : 'Click a class, or press its key.';
    const buttons = classes.map(({ answer, title, key }) => {
      const button = page.createElement('button');
      button.setAttribute('aria-label', title);
      button.setAttribute('aria-keyshortcuts', key);
      const keyText = page.createElement('kbd');
      keyText.textContent = key;
      keyText.hidden = key === title;
      button.append(keyText, title);
      button.addEventListener('click', () => give(answer));
      return button;
    });
    at('choices').replaceChildren(...buttons);
  }

  function showEnd(): void {
    at('title').textContent = 'Done';
    at('note').textContent =
      'The answers are kept, and the terminal shows the score. You can close this page.';
    for (const id of ['example', 'choices', 'number', 'controls', 'progress']) at(id).hidden = true;
  }

  function give(answer: string | number): void {
    if (question !== null && !isBetween) void send('answer', { place: question.place, answer });
  }

  function giveNumber(): void {
    const { value } = at('value');
    if (value === '') at('message').textContent = 'The answer must be a number.';
    else give(Number(value));
  }

  function beginSecond(): void {
    hasBegunSecond = true;
    show(question);
  }

  function needsEnter(): boolean {
    return (facts.classes ?? []).some(({ key }) => key.length > 1);
  }

  function onKey(event: AskingKey): void {
    const { key, repeat, ctrlKey, metaKey, altKey, target } = event;
    if (repeat || ctrlKey || metaKey || altKey || question === null) return;
    const isField = target.tagName === 'INPUT';
    // Enter on a button is a click on it.
    if (target.tagName === 'BUTTON' && (key === 'Enter' || key === ' ')) return;
    if (isBetween) {
      if (key === 'Enter') beginSecond();
    } else if (key === 'Backspace' && !(isField && at('value').value !== '')) {
      event.preventDefault();
      if (typed === '') void send('undo', {});
      else type(typed.slice(0, -1));
    } else if (isField) {
      if (key === 'Enter') giveNumber();
    } else if (key === 'Enter' ? typed !== '' : key.length === 1) {
      const wanted = key === 'Enter' ? typed : typed + key;
      const found = (facts.classes ?? []).find((each) => each.key === wanted);
      if (found !== undefined && (key === 'Enter' || !needsEnter())) give(found.answer);
      else if (needsEnter() && key !== 'Enter' && /\d/.test(key)) type(wanted);
    }
  }

  function type(text: string): void {
    typed = text;
    at('typed').textContent = text === '' ? '' : `${text}, then Enter`;
  }
}
