import { TextLink } from '@batt/ui/Link';
import { StatusLine } from '@batt/ui/Toast';
import { TurnBand } from '@batt/ui/TurnBand';
import { Button } from '@navikt/ds-react/Button';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Aim } from '@batt/domain/targets/status';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { targetsPath } from '../../paths.ts';
import { usePeriod } from '../../period.ts';
import { NotFound } from '../../shell/NotFound.tsx';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { aimText } from './aim.ts';
import { Answer } from './Answer.tsx';
import { Evidence, useEvidence } from './Evidence.tsx';
import { nameOf } from './LocalTargets.tsx';
import { TargetFragment, waitsForSignature } from './target.ts';
import type { Target } from './target.ts';
import { Trail } from './Trail.tsx';
import { useMoves } from './useMoves.ts';
import './targets.css';

const TargetQuery = graphql(
  `
    query Target($id: ID!, $locale: Locale!) {
      node(id: $id) {
        __typename
        id
        ...TargetFields
        ... on Target {
          provider {
            id
            programmes {
              code
            }
          }
        }
      }
    }
  `,
  [TargetFragment],
);

/** One target: what stands, whose turn it is, the figures behind it, how it came about, and the answer. */
export function TargetPage() {
  const { t, apiLocale } = useLanguage();
  const { id } = useParams({ from: '/targets/$id' });
  const [{ data, error, fetching }, ask] = useQuery({ query: TargetQuery, variables: { id, locale: apiLocale } });
  if (error) {
    return (
      <Page title={t('targets.titleLoading')}>
        <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />
      </Page>
    );
  }
  if (!data && fetching) {
    return (
      <Page title={t('targets.titleLoading')}>
        <Skeleton variant="rectangle" height={96} />
        <Skeleton variant="rectangle" height={480} className="page-skeleton__row" />
      </Page>
    );
  }
  if (data?.node?.__typename !== 'Target') return <NotFound />;
  const programme = data.node.provider?.programmes[0]?.code ?? '';
  return <OneTarget key={id} target={readFragment(TargetFragment, data.node)} programme={programme} />;
}

/** @param programme where the figures of an indicator of the whole provider are read. */
function OneTarget({ target, programme }: { target: Target; programme: string }) {
  const language = useLanguage();
  const { t } = language;
  const period = usePeriod({});
  const { indicator, provider, navOffice, owner, year } = target;
  const published = period?.years.find((each) => each.state === 'PUBLISHED' && each.year <= year)?.year;
  const evidence = useEvidence({
    provider: provider?.number ?? '',
    programme: target.programme?.code ?? programme,
    indicator: indicator.code,
    year: published,
  });
  const [typed, setTyped] = useState<Aim | null>(null);
  const [done, setDone] = useState('');
  const below = provider
    ? t('target.below', { provider: provider.name, navOffice: navOffice?.name ?? '', year: String(year) })
    : t('target.belowGeneral', { owner: owner.name, year: String(year) });
  return (
    <Page title={nameOf(target, language)} below={below}>
      <p className="target__back">
        <TextLink href={targetsPath({ year })}>{t('target.back', { year: String(year) })}</TextLink>
      </p>
      <Turn target={target} onDone={setDone} />
      <StatusLine message={done} tone="success" />
      <div className="target__columns">
        <div className="target__figures">
          {provider && <Evidence found={evidence} aim={typed ?? target} />}
          <Trail target={target} />
        </div>
        {target.viewerCan.some((move) => ['agree', 'counter', 'comment', 'reopen'].includes(move)) && (
          <Answer target={target} row={evidence.row} onTyped={setTyped} onDone={setDone} />
        )}
      </div>
    </Page>
  );
}

/** Whose turn it is, in the accent band, with the signature where only that is missing. */
function Turn({ target, onDone }: { target: Target; onDone: (said: string) => void }) {
  const language = useLanguage();
  const { t, format } = language;
  const { organisation } = useViewer();
  const { sign, text } = useMoves(target);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { state, turn, indicator, viewerCan, agreedAt, provider, navOffice } = target;
  const aim = aimText(indicator, target, language);
  const agreed = { value: target.agreedValue, low: target.agreedLow, high: target.agreedHigh };
  const inForce =
    state !== 'AGREED' && agreedAt ? ` ${t('target.band.inForce', { aim: aimText(indicator, agreed, language) })}` : '';

  if (state === 'DRAFT' || state === 'PUBLISHED')
    return <TurnBand heading={`${t(state === 'DRAFT' ? 'targets.tag.draft' : 'targets.tag.published')}: ${aim}`} />;
  if (state === 'AGREED') {
    return (
      <TurnBand
        heading={t('target.band.agreed', { aim })}
        text={t('target.band.agreedText', { date: agreedAt ? format.date(agreedAt) : '' })}
      />
    );
  }
  if (state === 'WITHDRAWN' || !turn)
    return <TurnBand heading={t('target.band.withdrawn')} text={t('target.band.withdrawnText')} />;

  if (waitsForSignature(target)) {
    const signNow = async () => {
      const refused = await sign();
      setRefusal(refused ? text(refused) : null);
      if (!refused) onDone(t('target.signed'));
    };
    return (
      <TurnBand
        heading={t('target.band.sign', { organisation: turn.name })}
        text={t('target.band.signText', { aim }) + inForce}
        action={
          viewerCan.includes('sign') && <Button onClick={() => void signNow()}>{t('target.sign', { aim })}</Button>
        }
      >
        <Refused text={refusal} />
      </TurnBand>
    );
  }
  const isOurs = turn.id === organisation.id;
  const other = [provider, navOffice].find((side) => side && side.id !== turn.id)?.name ?? '';
  const isFirst = target.steps.filter(({ value, low }) => value !== null || low !== null).length < 2;
  const isSide = provider?.id === organisation.id || navOffice?.id === organisation.id;
  const told = isOurs
    ? t(isFirst ? 'target.band.oursFirst' : 'target.band.oursText', { other, aim })
    : t(isSide ? 'target.band.theirsText' : 'target.band.watchText', { aim });
  return (
    <TurnBand
      heading={t(isOurs ? 'target.band.ours' : 'target.band.theirs', { organisation: turn.name })}
      text={told + inForce}
    />
  );
}
