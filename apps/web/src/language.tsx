import { en, nb, nn } from '@navikt/ds-react/locales';
import { Provider } from '@navikt/ds-react/Provider';
import { createIntl } from 'react-intl';
import { createContext, use, useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { createFormat, LOCALES } from './format.ts';
import type { Format, Locale } from './format.ts';
import type sharedTexts from './texts/nb.ts';
import type actionsTexts from './features/actions/texts/nb.ts';
import type aboutTexts from './features/about/texts/nb.ts';
import type agreementsTexts from './features/agreements/texts/nb.ts';
import type associationTexts from './features/association/texts/nb.ts';
import type balanceTexts from './features/balance/texts/nb.ts';
import type comparisonTexts from './features/comparison/texts/nb.ts';
import type dialogueTexts from './features/dialogue/texts/nb.ts';
import type importTexts from './features/import/texts/nb.ts';
import type peersTexts from './features/peers/texts/nb.ts';
import type inboxTexts from './features/inbox/texts/nb.ts';
import type practicesTexts from './features/practices/texts/nb.ts';
import type meetingsTexts from './features/meetings/texts/nb.ts';
import type providersTexts from './features/providers/texts/nb.ts';
import type rankingTexts from './features/ranking/texts/nb.ts';
import type reportTexts from './features/report/texts/nb.ts';
import type scatterTexts from './features/scatter/texts/nb.ts';
import type scorecardTexts from './features/scorecard/texts/nb.ts';
import type startTexts from './features/start/texts/nb.ts';
import type suitabilityTexts from './features/suitability/texts/nb.ts';
import type talkTexts from './features/talk/texts/nb.ts';
import type targetsTexts from './features/targets/texts/nb.ts';

/** The texts of each feature, as its bokmål catalogue has them. A feature's texts come with its pages; the shared ones are always there. */
interface FeatureTexts {
  about: typeof aboutTexts;
  actions: typeof actionsTexts;
  agreements: typeof agreementsTexts;
  association: typeof associationTexts;
  balance: typeof balanceTexts;
  comparison: typeof comparisonTexts;
  dialogue: typeof dialogueTexts;
  import: typeof importTexts;
  peers: typeof peersTexts;
  inbox: typeof inboxTexts;
  practices: typeof practicesTexts;
  meetings: typeof meetingsTexts;
  providers: typeof providersTexts;
  ranking: typeof rankingTexts;
  report: typeof reportTexts;
  scatter: typeof scatterTexts;
  scorecard: typeof scorecardTexts;
  start: typeof startTexts;
  suitability: typeof suitabilityTexts;
  talk: typeof talkTexts;
  targets: typeof targetsTexts;
}

/** A name under `src/features/` that has a `texts` folder. */
export type Feature = keyof FeatureTexts;

/** Every key of every catalogue. */
export type TextKey = Extract<keyof typeof sharedTexts | { [F in Feature]: keyof FeatureTexts[F] }[Feature], string>;

type Values = Record<string, string | number | Date>;

/** One language: its words, and how it writes numbers and dates. */
export interface Language {
  locale: Locale;
  /** The same as the API's `Locale`. */
  apiLocale: 'NB' | 'NN' | 'EN';
  /** The text of a key, with its values put in (ICU message format). */
  t(key: TextKey, values?: Values): string;
  format: Format;
}

/** A language over a catalogue of its texts. A missing text is a programming error and shows as its key. */
export function createLanguage(locale: Locale, messages: Record<string, string>): Language {
  const intl = createIntl({ locale, messages });
  return {
    locale,
    apiLocale: ({ nb: 'NB', nn: 'NN', en: 'EN' } as const)[locale],
    t: (key, values) => intl.formatMessage({ id: key }, values),
    format: createFormat(locale),
  };
}

type Catalogue = { default: Record<string, string> };
const shared = import.meta.glob<Catalogue>('./texts/*.ts');
const byFeature = import.meta.glob<Catalogue>('./features/*/texts/*.ts');

const catalogues: Record<Locale, Record<string, string>> = { nb: {}, nn: {}, en: {} };
const features = new Set<Feature>();
let current: Locale = 'nb';

async function load(locale: Locale, path: string): Promise<void> {
  const catalogue = await (shared[path] ?? byFeature[path])?.();
  Object.assign(catalogues[locale], catalogue?.default);
}

/** Fetches a feature's texts in the language in use; with every later change of language they follow. */
export async function loadTexts(feature: Feature): Promise<void> {
  features.add(feature);
  await load(current, `./features/${feature}/texts/${current}.ts`);
}

/** Fetches the shared texts, and those of all features met so far, in one language. */
async function loadLanguage(locale: Locale): Promise<Language> {
  await Promise.all([
    load(locale, `./texts/${locale}.ts`),
    ...[...features].map((feature) => load(locale, `./features/${feature}/texts/${locale}.ts`)),
  ]);
  current = locale;
  document.documentElement.lang = locale;
  return createLanguage(locale, catalogues[locale]);
}

/** The language that the person chose last, else the browser's, else bokmål. */
export function startLanguage(): Promise<Language> {
  const wanted = [localStorage.getItem('locale'), ...navigator.languages].map((tag) =>
    tag?.slice(0, 2).replace('no', 'nb'),
  );
  return loadLanguage(
    LOCALES.find((locale) => locale === wanted.find((tag) => LOCALES.some((known) => known === tag))) ?? 'nb',
  );
}

const LanguageContext = createContext<Language & { choose: (locale: Locale) => Promise<void> }>({
  ...createLanguage('nb', {}),
  choose: () => Promise.resolve(),
});

/** Whether a language was ever chosen or met on this machine; if not, the one that the person chose elsewhere goes first. */
export function hasChosenLanguage(): boolean {
  return localStorage.getItem('locale') !== null;
}

/** The words that the design system itself says, such as how many characters are left. */
const DESIGN_SYSTEM = { nb, nn, en };

/** Gives everything inside its language, and the means to choose another. */
export function LanguageProvider({ initial, children }: { initial: Language; children: ReactNode }) {
  const [language, setLanguage] = useState(initial);
  const choose = useCallback(async (locale: Locale) => {
    localStorage.setItem('locale', locale);
    setLanguage(await loadLanguage(locale));
  }, []);
  const value = useMemo(() => ({ ...language, choose }), [language, choose]);
  return (
    <LanguageContext value={value}>
      <Provider locale={DESIGN_SYSTEM[language.locale]}>{children}</Provider>
    </LanguageContext>
  );
}

/** The language in use: `t` for texts, `format` for numbers and dates. */
export function useLanguage() {
  return use(LanguageContext);
}
