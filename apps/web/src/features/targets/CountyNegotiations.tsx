import { SectionList } from '@batt/ui/SectionList';
import { Alert } from '@batt/ui/Marks';
import { Heading } from '@navikt/ds-react/Typography';
import { useLanguage } from '../../language.tsx';
import { targetPath } from '../../paths.ts';
import { Trouble } from '../../shell/Trouble.tsx';
import { aimText } from './aim.ts';
import { ListSkeleton, nameOf } from './LocalTargets.tsx';
import { isStuck } from './target.ts';
import type { Target } from './target.ts';
import { TargetTag } from './TargetTag.tsx';
import { useTargets } from './useTargets.ts';

/** The local negotiations under a county unit: those that go nowhere first. */
export function CountyNegotiations({ year }: { year: number }) {
  const language = useLanguage();
  const { t, format, apiLocale } = language;
  const { targets, error, again } = useTargets({ year, level: 'LOCAL', locale: apiLocale });
  if (error) return <Trouble error={error} retry={again} />;
  if (!targets) return <ListSkeleton />;

  const now = new Date();
  const open = targets.filter(({ state }) => state === 'PROPOSED' || state === 'COUNTERED');
  const stuck = open.filter((target) => isStuck(target, now));
  const item = (isUrgent: boolean) => (target: Target) => ({
    id: target.id,
    title: nameOf(target, language),
    href: targetPath(target.id),
    sub: `${t('targets.between', { provider: target.provider?.name ?? '', navOffice: target.navOffice?.name ?? '' })} · ${aimText(target.indicator, target, language)}`,
    end: isUrgent ? <Alert>{t('targets.tag.stuck')}</Alert> : <TargetTag target={target} />,
    endSub: t('targets.local.since', { date: format.date(target.steps.at(-1)?.at ?? now) }),
  });
  return (
    <section className="targets-local targets-county">
      <Heading level="2" size="medium">
        {t('targets.local.heading')}
      </Heading>
      <p className="lead">
        {t('targets.local.lead', {
          stuck: stuck.length,
          open: open.length,
          agreed: targets.filter(({ state }) => state === 'AGREED').length,
        })}
      </p>
      <SectionList
        level="3"
        heading={t('targets.local.stuck')}
        count={stuck.length}
        empty={t('targets.local.stuckEmpty')}
        items={stuck.map(item(true))}
      />
      <SectionList
        level="3"
        heading={t('targets.local.open')}
        count={open.length - stuck.length}
        empty={t('targets.local.openEmpty')}
        items={open.filter((target) => !stuck.includes(target)).map(item(false))}
      />
    </section>
  );
}
