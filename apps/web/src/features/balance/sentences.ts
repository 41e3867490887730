import { nameInSentence } from '../../figures.ts';
import type { Language } from '../../language.tsx';
import type { Verdict } from '../../words.ts';

interface Judged {
  indicator: { name: string };
  programme: { code: string } | null;
  verdict: Verdict;
}

const MOST_NAMED = 3;

/** «3 av 9 tall er bedre enn landet, 1 er svakere.» with the names, the clear ones first. */
export function balanceSentence(rows: readonly Judged[], { t, format }: Language): { lead: string; rest: string } {
  const judged = rows.filter(({ verdict }) => verdict !== 'NONE');
  const of = (kind: 'BETTER' | 'WEAKER') =>
    judged
      .filter(({ verdict }) => verdict.endsWith(kind))
      .toSorted((a, b) => Number(b.verdict.startsWith('CLEARLY')) - Number(a.verdict.startsWith('CLEARLY')));
  const [better, weaker] = [of('BETTER'), of('WEAKER')];
  const names = (members: Judged[]) => {
    const named = members
      .slice(0, MOST_NAMED)
      .map(({ indicator, programme }) => nameInSentence(indicator.name) + (programme ? ` (${programme.code})` : ''));
    const left = members.length - named.length;
    return format.list(left > 0 ? [...named, t('balance.others', { count: left })] : named);
  };
  if (judged.length === 0) return { lead: t('balance.notJudged'), rest: '' };
  const parts = [
    better.length > 0 && t('balance.better', { names: names(better) }),
    weaker.length > 0 && t('balance.weaker', { names: names(weaker) }),
    better.length + weaker.length > 0 && judged.length > better.length + weaker.length && t('balance.rest'),
  ].filter(Boolean);
  return {
    lead: t('balance.lead', { better: better.length, weaker: weaker.length, judged: judged.length }),
    rest: parts.join(' '),
  };
}
