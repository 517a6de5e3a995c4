import { describe, expect, it } from 'vitest';
import css from './tokens.css?raw';

function variables(from: string): Map<string, string> {
  const start = css.indexOf(from);
  const block = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return new Map([...block.matchAll(/(--lv-[\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

const light = variables(':root {');
const dark = variables(":root:not([data-live-theme='light'])");

function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const texts = ['ink', 'ink-soft', 'accent', 'party', 'foe', 'npc', 'gold', 'good', 'warn', 'bad'];
const grounds = ['panel', 'raised', 'sunken', 'bg'];

describe.each([['light', light], ['dark', dark]])('colours of the %s theme (R9.1)', (_, theme) => {
  it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)))('%s on %s can be read', (text, ground) => {
    expect(contrast(theme.get(`--lv-${text}`) ?? '', theme.get(`--lv-${ground}`) ?? '')).toBeGreaterThanOrEqual(4.5);
  });
  it('text on the accent can be read', () => {
    expect(contrast(theme.get('--lv-on-accent') ?? '', theme.get('--lv-accent') ?? '')).toBeGreaterThanOrEqual(4.5);
  });
  it('edges of controls can be seen', () => {
    for (const ground of ['panel', 'raised']) {
      expect(contrast(theme.get('--lv-line-strong') ?? '', theme.get(`--lv-${ground}`) ?? '')).toBeGreaterThanOrEqual(3);
    }
  });
});

it('dark by the system and dark by choice are the same', () => {
  expect(variables(":root[data-live-theme='dark']")).toEqual(dark);
});
