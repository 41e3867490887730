import { createIntl } from 'react-intl';
import { describe, expect, test } from 'vitest';
import { LOCALES } from './format.ts';

const catalogues = import.meta.glob<Record<string, string>>(['./texts/*.ts', './features/*/texts/*.ts'], {
  import: 'default',
  eager: true,
});
const sources = import.meta.glob<string>(['./**/*.{ts,tsx}', '!./**/texts/*.ts', '!./**/*.test.{ts,tsx}'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const code = Object.values(sources).join('\n');
const folders = [...new Set(Object.keys(catalogues).map((path) => path.replace(/\/\w+\.ts$/, '')))];
const catalogue = (folder: string, locale: string) => catalogues[`${folder}/${locale}.ts`] ?? {};
const allKeys = folders.flatMap((folder) => Object.keys(catalogue(folder, 'nb')));

/** The names of the values that a message takes: `{count, plural, one {# day} other {…}}` takes `count`. */
function valuesOf(message: string): string[] {
  const names = new Set<string>();
  // Braces hold an argument at even depths, and a message of its own (a branch of `plural` or `select`) at odd ones.
  let depth = 0;
  for (const [part, name] of message.matchAll(/\{\s*(\w+(?=\s*[,}]))?|\}/g)) {
    if (part === '}') depth -= 1;
    else if (depth++ % 2 === 0 && name) names.add(name);
  }
  return [...names].sort();
}

/** Whether code asks for the key: as it stands, or as one of a family, `role.${role}`. */
function isUsed(key: string): boolean {
  if (code.includes(`'${key}'`)) return true;
  return [...key.matchAll(/\./g)].some(({ index }) => code.includes(`\`${key.slice(0, index + 1)}\${`));
}

describe.each(folders)('%s', (folder) => {
  test('has every text in bokmål, nynorsk and English', () => {
    const keys = Object.keys(catalogue(folder, 'nb')).sort();
    for (const locale of LOCALES) expect(Object.keys(catalogue(folder, locale)).sort(), locale).toEqual(keys);
  });

  test('takes the same values in every language', () => {
    for (const [key, message] of Object.entries(catalogue(folder, 'nb'))) {
      for (const locale of LOCALES)
        expect(valuesOf(catalogue(folder, locale)[key] ?? ''), `${locale} ${key}`).toEqual(valuesOf(message));
    }
  });

  test('has no empty and no malformed text', () => {
    for (const locale of LOCALES) {
      const failures: string[] = [];
      const messages = catalogue(folder, locale);
      const intl = createIntl({ locale, messages, onError: ({ message }) => failures.push(message) });
      for (const [key, message] of Object.entries(messages)) {
        expect(message.trim(), key).not.toBe('');
        intl.formatMessage({ id: key }, Object.fromEntries(valuesOf(message).map((name) => [name, 1])));
      }
      expect(failures, locale).toEqual([]);
    }
  });
});

test('no key stands in two catalogues', () => {
  expect(allKeys.filter((key, index) => allKeys.indexOf(key) !== index)).toEqual([]);
});

test('every text is used', () => {
  expect(allKeys.filter((key) => !isUsed(key))).toEqual([]);
});

test('every key that code asks for exists', () => {
  const known = new Set(allKeys);
  const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key = '']) => key);
  expect(asked.length).toBeGreaterThan(20);
  expect([...new Set(asked)].filter((key) => !known.has(key))).toEqual([]);
});
